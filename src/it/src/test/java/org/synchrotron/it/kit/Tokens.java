package org.synchrotron.it.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Issues bearer tokens for users, like an identity provider. */
public final class Tokens {

    private static final Duration VALID = Duration.ofHours(1);

    private Tokens() {}

    /** {@return a token of the user that the server accepts} */
    public static String of(String user) {
        return of(user, VALID);
    }

    /** {@return a token of the user that was issued now and expires after this time, to the second} */
    public static String of(String user, Duration valid) {
        return signed(user, valid, TestSettings.TOKEN_SECRET);
    }

    /** {@return a token of the user with another signature} */
    public static String forged(String user) {
        return signed(user, VALID, "another secret of more than 32 bytes");
    }

    private static String signed(String user, Duration valid, String secret) {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .jwtID("of " + user)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(valid)))
                        .build());
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
