package org.synchrotron.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.server.access.token.InvalidToken.Reason;

/** Published keys: rotated, withdrawn, and away; on time that the test moves on. */
@Timeout(60)
class JwksKeysTest {

    private static final KeyPair RSA = TokenForge.rsa(2048);
    private static final KeyPair OTHER = TokenForge.rsa(2048);
    private static final KeyPair EC = TokenForge.curve("secp256r1");

    private Duration now = Duration.ZERO;
    private CompletableFuture<JWKSet> answer = new CompletableFuture<>();
    private int downloads;
    private final JwksKeys keys =
            new JwksKeys(this::download, JwksKeys.POSSIBLE, Duration.ofSeconds(30), () -> now.toNanos());

    private CompletableFuture<JWKSet> download() {
        downloads++;
        return answer;
    }

    private void publish(JWK... published) {
        answer = CompletableFuture.completedFuture(new JWKSet(Arrays.asList(published)));
    }

    private void outage() {
        answer = CompletableFuture.failedFuture(new IllegalStateException("nobody answers"));
    }

    private static JWK rsa(String id, KeyPair key) {
        return new RSAKey.Builder((RSAPublicKey) key.getPublic()).keyID(id).build();
    }

    private static JWK curve(String id) {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) EC.getPublic())
                .keyID(id)
                .build();
    }

    private void seconds(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void keysAreFetchedOnce() throws Exception {
        publish(rsa("1", RSA), curve("2"));
        for (int i = 0; i < 100; i++) {
            keys.verifier(JWSAlgorithm.RS256, "1");
            keys.verifier(JWSAlgorithm.ES256, "2");
        }
        assertThat(downloads).isEqualTo(1);
    }

    @Test
    void anUnknownKeyIdFetchesThemAtMostOnceInAnInterval() throws Exception {
        publish(rsa("1", RSA));
        keys.verifier(JWSAlgorithm.RS256, "1");
        publish(rsa("1", RSA), rsa("2", OTHER));
        refused("2", Reason.UNKNOWN_KEY);
        seconds(30);
        keys.verifier(JWSAlgorithm.RS256, "2");
        for (int i = 0; i < 1_000; i++) {
            refused("invented-" + i, Reason.UNKNOWN_KEY);
        }
        assertThat(downloads).isEqualTo(2);
    }

    @Test
    void anOutageKeepsTheKnownKeys() throws Exception {
        publish(rsa("1", RSA));
        keys.verifier(JWSAlgorithm.RS256, "1");
        outage();
        for (int i = 0; i < 10; i++) {
            seconds(900);
            keys.verifier(JWSAlgorithm.RS256, "1");
        }
        assertThat(downloads).isEqualTo(11);
    }

    @Test
    void anOutageAtTheStartIsTriedAgainSoonAndIsNoFaultOfTheToken() throws Exception {
        outage();
        refused("1", Reason.NO_KEYS);
        publish(rsa("1", RSA));
        refused("1", Reason.NO_KEYS);
        seconds(2);
        keys.verifier(JWSAlgorithm.RS256, "1");
        assertThat(downloads).isEqualTo(2);
    }

    @Test
    void aWithdrawnKeyGoesAfterSomeMinutes() throws Exception {
        publish(rsa("1", RSA));
        keys.verifier(JWSAlgorithm.RS256, "1");
        publish(rsa("2", OTHER));
        seconds(899);
        keys.verifier(JWSAlgorithm.RS256, "1");
        seconds(1);
        keys.verifier(JWSAlgorithm.RS256, "1");
        refused("1", Reason.UNKNOWN_KEY);
    }

    @Test
    void aTokenWithoutAKeyIdHasTheOnlyKeyOfItsAlgorithm() throws Exception {
        publish(rsa("1", RSA), curve("2"));
        keys.verifier(JWSAlgorithm.RS256, null);
        seconds(900);
        publish(rsa("1", RSA), rsa("2", OTHER));
        keys.verifier(JWSAlgorithm.RS256, null);
        seconds(30);
        refused(null, Reason.UNKNOWN_KEY);
    }

    @Test
    void keysForSomethingElseAreNotUsed() {
        publish(
                curve("curve"),
                new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                        .keyID("encrypts")
                        .keyUse(KeyUse.ENCRYPTION)
                        .build(),
                new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                        .keyID("512")
                        .algorithm(JWSAlgorithm.RS512)
                        .build(),
                rsa("weak", TokenForge.rsa(1024)),
                new OctetSequenceKey.Builder(new byte[32]).keyID("secret").build());
        for (String id : List.of("curve", "encrypts", "512", "weak", "secret")) {
            refused(id, Reason.UNKNOWN_KEY);
        }
        assertThatThrownBy(() -> new JwksKeys(this::download, Set.of(JWSAlgorithm.HS256), Duration.ZERO, () -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The download hangs: few callers wait for it, all others are refused at once. */
    @Test
    void fewCallersWaitForKeysThatDoNotCome() throws Exception {
        List<Thread> callers = new ArrayList<>();
        CompletableFuture<JWKSet> hanging = answer;
        for (int i = 0; i < 50; i++) {
            Thread caller = new Thread(() -> refused("1", Reason.NO_KEYS));
            callers.add(caller);
            caller.start();
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (callers.stream().filter(Thread::isAlive).count() > 4 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(callers.stream().filter(Thread::isAlive).count()).isLessThanOrEqualTo(4);
        hanging.completeExceptionally(new IllegalStateException("over"));
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(downloads).isEqualTo(1);
    }

    private void refused(@Nullable String keyId, Reason reason) {
        InvalidToken invalid = catchThrowableOfType(InvalidToken.class, () -> keys.verifier(JWSAlgorithm.RS256, keyId));
        assertThat(invalid).as("there is a key").isNotNull();
        assertThat(invalid.reason()).isEqualTo(reason);
    }
}
