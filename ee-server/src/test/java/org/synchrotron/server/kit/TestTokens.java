package org.synchrotron.server.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.synchrotron.clock.WallClock;
import org.synchrotron.server.access.token.OneKey;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.access.token.TokenRules;
import org.synchrotron.server.access.token.TokenVerifier;

/** An issuer of tokens, and the node that verifies them. */
public final class TestTokens {

    private static final String SECRET = "a secret of the tests, of more than 32 bytes";

    public static final TokenRules RULES =
            new TokenRules(TokenRules.SUBJECT, List.of("synchrotron_user", "passing"), null, null, TokenRules.LONGEST);

    private final WallClock wall;
    private final RevokedAccess revoked = new RevokedAccess();

    /** Nothing is revoked. */
    public TestTokens(WallClock wall) {
        this.wall = wall;
        revoked.set(RevokedAccess.Known.NOTHING);
    }

    public TokenVerifier verifier() {
        return new TokenVerifier(OneKey.secret(SECRET), RULES, revoked, wall);
    }

    public WallClock wall() {
        return wall;
    }

    /** {@return what the node knows of revoked tokens} */
    public RevokedAccess revoked() {
        return revoked;
    }

    /** {@return a token of this user that was issued now, with the user's name as its id} */
    public String of(String user, Duration valid) {
        return signed(claims(user, valid).build());
    }

    public JWTClaimsSet.Builder claims(String user, Duration valid) {
        Instant now = Instant.ofEpochMilli(wall.millis());
        return new JWTClaimsSet.Builder()
                .subject(user)
                .jwtID("token of " + user)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(valid)));
    }

    public static String signed(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
