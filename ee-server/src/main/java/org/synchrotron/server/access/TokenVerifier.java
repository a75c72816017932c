package org.synchrotron.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.UserId;

/** Verifies bearer tokens, JWTs signed with HS256: signature, times, subject and role. Thread-safe. */
public final class TokenVerifier {

    private static final int SHORTEST_SECRET = 32;
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final MACVerifier signature;
    private final List<String> roles;
    private final WallClock wall;

    /**
     * @param secret the shared secret, at least 32 bytes in UTF-8
     * @param roles the database roles that a token may name; the first one is used if a token names none
     * @throws IllegalArgumentException if the secret is too short, or there is no role, or one is the engine's
     */
    public TokenVerifier(String secret, List<String> roles, WallClock wall) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        if (key.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "synchrotron.token.secret has " + key.length + " bytes; HS256 needs at least " + SHORTEST_SECRET);
        }
        if (roles.isEmpty() || roles.contains(RoleScope.ENGINE)) {
            throw new IllegalArgumentException("synchrotron.roles must name at least one role, and must not contain "
                    + RoleScope.ENGINE + ": " + roles);
        }
        try {
            this.signature = new MACVerifier(key, Set.of());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("synchrotron.token.secret cannot be used: " + e.getMessage(), e);
        }
        this.roles = List.copyOf(roles);
        this.wall = wall;
    }

    /**
     * {@return the user and role that the token names}
     *
     * @throws InvalidToken if the token is not valid; the message gives the reason
     */
    public Caller verify(String token) throws InvalidToken {
        JWTClaimsSet claims = signed(token);
        checkTimes(claims);
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.indexOf('\0') >= 0) {
            throw new InvalidToken("the token has no subject");
        }
        if (subject.equals(UserId.SERVER.value())) {
            throw new InvalidToken("the user name " + subject + " is reserved for the server itself");
        }
        return new Caller(new UserId(subject), role(claims));
    }

    private JWTClaimsSet signed(String token) throws InvalidToken {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(signature)) {
                throw new InvalidToken("the token's signature is not valid on this server");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException | IllegalStateException e) {
            throw new InvalidToken("the token cannot be read");
        }
    }

    private void checkTimes(JWTClaimsSet claims) throws InvalidToken {
        Instant now = Instant.ofEpochMilli(wall.millis());
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw new InvalidToken("the token has no expiration time");
        }
        if (expires.toInstant().plus(LEEWAY).isBefore(now)) {
            throw new InvalidToken("the token has expired");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().minus(LEEWAY).isAfter(now)) {
            throw new InvalidToken("the token is not valid yet");
        }
    }

    private String role(JWTClaimsSet claims) throws InvalidToken {
        Object role = claims.getClaim("role");
        if (role == null) {
            return roles.get(0);
        }
        if (role instanceof String name && roles.contains(name)) {
            return name;
        }
        throw new InvalidToken("the token's role is not one of synchrotron.roles");
    }
}
