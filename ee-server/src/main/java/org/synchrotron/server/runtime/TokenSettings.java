package org.synchrotron.server.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of bearer tokens, read with MicroProfile Config. Where there is a second name, that is the one of the original, and is read if
 * the first is not set. Thread-safe.
 *
 * <table>
 *   <caption>Names</caption>
 *   <tr><th>name</th><th>second name</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>{@code synchrotron.token.secret}</td><td>{@code SYNC_JWT_SECRET}</td><td>one of the three is required</td><td>signs tokens with HS256; 32 bytes or more</td></tr>
 *   <tr><td>{@code synchrotron.token.key-file}</td><td></td><td></td><td>a file with the issuer's public key in PEM: RS256, or ES256</td></tr>
 *   <tr><td>{@code synchrotron.token.jwks-url}</td><td>{@code SYNC_JWT_JWKS_URL}</td><td></td><td>where the issuer publishes its public keys</td></tr>
 *   <tr><td>{@code synchrotron.token.algorithms}</td><td>{@code SYNC_JWT_ALGORITHMS}</td><td>those of the key</td><td>the algorithms that are accepted, separated by commas</td></tr>
 *   <tr><td>{@code synchrotron.token.issuer}</td><td>{@code SYNC_JWT_ISSUER}</td><td>any</td><td>what the claim {@code iss} must be</td></tr>
 *   <tr><td>{@code synchrotron.token.audience}</td><td>{@code SYNC_JWT_AUD}</td><td>any</td><td>what the claim {@code aud} must be or contain</td></tr>
 *   <tr><td>{@code synchrotron.token.user-claim}</td><td>{@code SYNC_JWT_USER_ID_CLAIM}</td><td>{@code sub}</td><td>the claim that names the user</td></tr>
 *   <tr><td>{@code synchrotron.token.lifetime}</td><td></td><td>{@code PT24H}</td><td>how long a token may be valid, at most 30 days (ISO 8601 duration)</td></tr>
 * </table>
 */
@ApplicationScoped
public class TokenSettings {

    @Inject
    @ConfigProperty(name = "synchrotron.token.secret")
    private Optional<String> secret;

    @Inject
    @ConfigProperty(name = "SYNC_JWT_SECRET")
    private Optional<String> secondSecret;

    @Inject
    @ConfigProperty(name = "synchrotron.token.key-file")
    private Optional<String> keyFile;

    @Inject
    @ConfigProperty(name = "synchrotron.token.jwks-url")
    private Optional<String> jwksUrl;

    @Inject
    @ConfigProperty(name = "SYNC_JWT_JWKS_URL")
    private Optional<String> secondJwksUrl;

    @Inject
    @ConfigProperty(name = "synchrotron.token.algorithms")
    private Optional<String> algorithms;

    @Inject
    @ConfigProperty(name = "SYNC_JWT_ALGORITHMS")
    private Optional<String> secondAlgorithms;

    @Inject
    @ConfigProperty(name = "synchrotron.token.issuer")
    private Optional<String> issuer;

    @Inject
    @ConfigProperty(name = "SYNC_JWT_ISSUER")
    private Optional<String> secondIssuer;

    @Inject
    @ConfigProperty(name = "synchrotron.token.audience")
    private Optional<String> audience;

    @Inject
    @ConfigProperty(name = "SYNC_JWT_AUD")
    private Optional<String> secondAudience;

    @Inject
    @ConfigProperty(name = "synchrotron.token.user-claim")
    private Optional<String> userClaim;

    @Inject
    @ConfigProperty(name = "SYNC_JWT_USER_ID_CLAIM")
    private Optional<String> secondUserClaim;

    @Inject
    @ConfigProperty(name = "synchrotron.token.lifetime", defaultValue = "PT24H")
    private Duration lifetime;

    /**
     * {@return where the keys are} The original's settings count only if none of this server's own is set.
     *
     * @throws IllegalStateException if there is none, or more than one
     */
    public KeySetting key() {
        return hasOwnKey()
                ? KeySetting.of(secret, keyFile, jwksUrl)
                : KeySetting.of(secondSecret, Optional.empty(), secondJwksUrl);
    }

    private boolean hasOwnKey() {
        return set(secret).or(() -> set(keyFile)).or(() -> set(jwksUrl)).isPresent();
    }

    /** {@return the algorithms that are accepted, separated by commas; empty for those of the key} */
    public Optional<String> algorithms() {
        return first(algorithms, secondAlgorithms);
    }

    /** {@return what {@code iss} must be; empty if it may be anything} */
    public Optional<String> issuer() {
        return first(issuer, secondIssuer);
    }

    /** {@return what {@code aud} must be or contain; empty if it may be anything} */
    public Optional<String> audience() {
        return first(audience, secondAudience);
    }

    /** {@return the claim that names the user; empty for the usual one} */
    public Optional<String> userClaim() {
        return first(userClaim, secondUserClaim);
    }

    /** {@return how long a token may be valid} */
    public Duration lifetime() {
        return lifetime;
    }

    private static Optional<String> first(Optional<String> value, Optional<String> second) {
        return set(value).or(() -> set(second));
    }

    private static Optional<String> set(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }
}
