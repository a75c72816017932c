package org.synchrotron.demo.run.surroundings;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;

/** Gives users their bearer tokens, as an identity provider would. */
public final class Tokens {

    private static final Duration VALID = Duration.ofHours(12);

    private final MACSigner signer;
    private final InstantSource clock;

    /** @param secret shared with the application server */
    public Tokens(String secret, InstantSource clock) {
        this.clock = clock;
        try {
            signer = new MACSigner(secret.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a key for HS256", e);
        }
    }

    public String of(String user) {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .expirationTime(Date.from(clock.instant().plus(VALID)))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
        return token.serialize();
    }
}
