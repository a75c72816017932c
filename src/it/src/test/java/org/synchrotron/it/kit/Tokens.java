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

/** Gives users their bearer tokens, as an identity provider would. */
public final class Tokens {

    private static final long VALID_SECONDS = 3600;

    private Tokens() {}

    /** {@return a token of the user that the server takes} */
    public static String of(String user) {
        return signed(user, Surroundings.TOKEN_SECRET);
    }

    /** {@return a token of the user that somebody else has signed} */
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
