package org.synchrotron.server.access.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One key, which verifies the tokens of one algorithm, whatever key id they name: a secret HS256, a public key RS256 or ES256. Immutable.
 */
public final class OneKey implements TokenKeys {

    private static final int SHORTEST_SECRET = 32;

    /** In bits. */
    static final int SHORTEST_RSA = 2048;

    private final JWSAlgorithm algorithm;
    private final JWSVerifier verifier;

    private OneKey(JWSAlgorithm algorithm, JWSVerifier verifier) {
        this.algorithm = algorithm;
        this.verifier = verifier;
    }

    /**
     * {@return the key for HS256}
     *
     * @param secret at least 32 bytes in UTF-8
     * @throws IllegalArgumentException if it is too short, or a public key
     */
    public static OneKey secret(String secret) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        if (key.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "synchrotron.token.secret has " + key.length + " bytes; HS256 needs at least " + SHORTEST_SECRET);
        }
        if (secret.contains("-----BEGIN ")) {
            throw new IllegalArgumentException(
                    "synchrotron.token.secret is a key that others know: put it into a file, and name that in"
                            + " synchrotron.token.key-file");
        }
        try {
            return new OneKey(JWSAlgorithm.HS256, new MACVerifier(key));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("synchrotron.token.secret cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * {@return the key for RS256 or ES256}
     *
     * @param key an RSA key of 2,048 bits or more, or a key on the curve P-256
     * @throws IllegalArgumentException if it is another key
     */
    public static OneKey of(PublicKey key) {
        try {
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SHORTEST_RSA) {
                return new OneKey(JWSAlgorithm.RS256, new RSASSAVerifier(rsa));
            }
            if (key instanceof ECPublicKey curve) {
                ECDSAVerifier verifier = new ECDSAVerifier(curve);
                if (verifier.supportedJWSAlgorithms().contains(JWSAlgorithm.ES256)) {
                    return new OneKey(JWSAlgorithm.ES256, verifier);
                }
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException(
                    "the key in synchrotron.token.key-file cannot be used: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("the key in synchrotron.token.key-file must be an RSA key of " + SHORTEST_RSA
                + " bits or more, or one on the curve P-256");
    }

    @Override
    public Set<JWSAlgorithm> algorithms() {
        return Set.of(algorithm);
    }

    @Override
    public JWSVerifier verifier(JWSAlgorithm wanted, @Nullable String keyId) {
        return verifier;
    }
}
