package org.synchrotron.server.access.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.token.InvalidToken.Reason;

/**
 * The keys that the issuer publishes as a JWK set. They are fetched again when a token names a key that is not there, so that new keys
 * are found, and when they are old, so that withdrawn ones go. If the issuer does not answer, the known keys stay. Thread-safe.
 *
 * <p>Tokens with invented key ids cost little: the set is fetched at most once in an interval, and few callers wait for it.
 */
public final class JwksKeys implements TokenKeys {

    /** How often the set is fetched because of unknown key ids. */
    public static final Duration INTERVAL = Duration.ofSeconds(30);

    /** How often it is fetched while no key is known. */
    private static final Duration INTERVAL_AT_START = Duration.ofSeconds(2);

    private static final Duration OLD = Duration.ofMinutes(15);

    /** How long a caller waits for the set at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final int MOST_WAITING = 4;

    /** The algorithms for which an issuer may publish keys. */
    public static final Set<JWSAlgorithm> POSSIBLE = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private static final System.Logger LOG = System.getLogger(JwksKeys.class.getName());

    private final Supplier<CompletableFuture<JWKSet>> download;
    private final Set<JWSAlgorithm> algorithms;
    private final Duration interval;
    private final LongSupplier nanos;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private volatile List<JWK> keys = List.of();
    /** The latest attempt. */
    private @Nullable CompletableFuture<?> running;

    private long attempted;
    private long fetched;

    /**
     * @param download begins to fetch the set; it ends within some seconds
     * @param interval how often the set is fetched because of unknown key ids
     * @param nanos a clock that never goes back, in nanoseconds
     * @throws IllegalArgumentException if one of the algorithms is none of {@link #POSSIBLE}
     */
    public JwksKeys(
            Supplier<CompletableFuture<JWKSet>> download,
            Set<JWSAlgorithm> algorithms,
            Duration interval,
            LongSupplier nanos) {
        if (algorithms.isEmpty() || !POSSIBLE.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "synchrotron.token.algorithms with synchrotron.token.jwks-url must be of RS256 and ES256, not "
                            + algorithms);
        }
        this.download = download;
        this.algorithms = Set.copyOf(algorithms);
        this.interval = interval;
        this.nanos = nanos;
    }

    @Override
    public Set<JWSAlgorithm> algorithms() {
        return algorithms;
    }

    @Override
    public JWSVerifier verifier(JWSAlgorithm algorithm, @Nullable String keyId) throws InvalidToken {
        JWK key = find(algorithm, keyId);
        CompletableFuture<?> fetching = fetchIfDue(key != null);
        if (key == null) {
            await(fetching);
            key = find(algorithm, keyId);
        }
        if (key == null) {
            throw new InvalidToken(keys.isEmpty() ? Reason.NO_KEYS : Reason.UNKNOWN_KEY);
        }
        try {
            return key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier(key.toECKey());
        } catch (JOSEException e) {
            throw new InvalidToken(Reason.UNKNOWN_KEY);
        }
    }

    /** {@return the key with this id, or the only one if the token names none; null if there is none} */
    private @Nullable JWK find(JWSAlgorithm algorithm, @Nullable String keyId) {
        List<JWK> fitting = keys.stream()
                .filter(key -> fits(key, algorithm) && (keyId == null || keyId.equals(key.getKeyID())))
                .toList();
        return fitting.size() == 1 ? fitting.get(0) : null;
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        boolean isOfType = algorithm.equals(JWSAlgorithm.RS256)
                ? key instanceof RSAKey rsa && rsa.size() >= OneKey.SHORTEST_RSA
                : key instanceof ECKey curve && curve.getCurve().equals(Curve.P_256);
        boolean isForSignatures = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return isOfType
                && isForSignatures
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }

    /** {@return what ends when the set was fetched, or could not be; null if it is not fetched now} */
    private synchronized @Nullable CompletableFuture<?> fetchIfDue(boolean isKnown) {
        if (running != null && !running.isDone()) {
            return running;
        }
        long now = nanos.getAsLong();
        Duration pause = keys.isEmpty() ? INTERVAL_AT_START : interval;
        boolean mayFetch = running == null || now - attempted >= pause.toNanos();
        if (!mayFetch || (isKnown && now - fetched < OLD.toNanos())) {
            return null;
        }
        attempted = now;
        running = download.get().whenComplete((set, failure) -> ended(set, failure));
        return running;
    }

    private synchronized void ended(@Nullable JWKSet set, @Nullable Throwable failure) {
        if (set == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the keys in synchrotron.token.jwks-url cannot be fetched; those that are known, {0}, stay: {1}",
                    keys.size(),
                    failure);
        } else {
            keys = List.copyOf(set.getKeys());
            fetched = nanos.getAsLong();
        }
    }

    private void await(@Nullable CompletableFuture<?> fetching) {
        if (fetching == null || !waiting.tryAcquire()) {
            return;
        }
        try {
            fetching.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "a token has waited for keys in vain", e);
        } finally {
            waiting.release();
        }
    }
}
