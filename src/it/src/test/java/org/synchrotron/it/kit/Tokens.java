package org.synchrotron.it.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** Issues bearer tokens for users, like an identity provider. */
public final class Tokens {

    private static final long VALID_SECONDS = 3600;

    private Tokens() {}

    /** {@return a token of the user that the server accepts} */
    public static String of(String user) {
        return signed(user, TestSettings.TOKEN_SECRET);
    }

    /** {@return a token of the user with another signature} */
    public static String forged(String user) {
        return signed(user, "another secret of more than 32 bytes");
    }

    private static String signed(String user, String secret) {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .expirationTime(Date.from(Instant.now().plusSeconds(VALID_SECONDS)))
                        .build());
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
