package org.synchrotron.server.access.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.token.InvalidToken.Reason;

/**
 * Verifies bearer tokens, which are signed JWTs: form, algorithm, signature, claims, and that they were not revoked. Of the header only
 * {@code alg} and {@code kid} are read: keys and addresses in it are passed over, and a header that must be understood ({@code crit}) is
 * refused. Thread-safe.
 */
public final class TokenVerifier {

    /** In characters. */
    static final int LONGEST_TOKEN = 16_384;

    /** In characters. A user has an audience and rows, whose indexes hold the name. */
    static final int LONGEST_NAME = 255;

    /** How far the issuer's clock may be ahead. For the expiry there is none: nothing is sent after it. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

    private final TokenKeys keys;
    private final TokenRules rules;
    private final RevokedAccess revoked;
    private final WallClock wall;

    public TokenVerifier(TokenKeys keys, TokenRules rules, RevokedAccess revoked, WallClock wall) {
        this.keys = keys;
        this.rules = rules;
        this.revoked = revoked;
        this.wall = wall;
    }

    /**
     * {@return what the token says} May wait some seconds for keys of the issuer.
     *
     * @throws InvalidToken if the token is not accepted
     */
    public VerifiedToken verify(String token) throws InvalidToken {
        VerifiedToken verified = read(signed(token));
        Optional<InvalidToken> objection = objection(verified);
        if (objection.isPresent()) {
            throw objection.get();
        }
        return verified;
    }

    /** {@return why a token that was verified is not accepted any more; empty if it is} Returns at once. */
    public Optional<InvalidToken> objection(VerifiedToken verified) {
        Reason reason = revoked.objection(verified);
        if (reason == null && wall.millis() >= verified.expiresMs()) {
            reason = Reason.EXPIRED;
        }
        return Optional.ofNullable(reason).map(InvalidToken::new);
    }

    /** {@return how long a token is valid from now on, in milliseconds} */
    public long lastsMs(VerifiedToken verified) {
        return Math.max(0, verified.expiresMs() - wall.millis());
    }

    private TokenClaims signed(String token) throws InvalidToken {
        Matcher parts = FORM.matcher(token);
        if (token.length() > LONGEST_TOKEN || !parts.matches()) {
            throw new InvalidToken(Reason.MALFORMED);
        }
        try {
            JsonObject unused = json(parts.group(1));
            JWSObject jws = JWSObject.parse(token);
            JWSHeader header = jws.getHeader();
            JWSAlgorithm algorithm = header.getAlgorithm();
            if (!keys.algorithms().contains(algorithm)) {
                throw new InvalidToken(Reason.ALGORITHM);
            }
            if (!jws.verify(keys.verifier(algorithm, header.getKeyID()))) {
                throw new InvalidToken(Reason.SIGNATURE);
            }
            return new TokenClaims(json(parts.group(2)));
        } catch (JOSEException e) {
            throw new InvalidToken(Reason.SIGNATURE);
        } catch (ParseException | MalformedJson | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidToken(Reason.MALFORMED);
        }
    }

    /** Refuses what is not base64 or not JSON, and two members with one name. */
    private static JsonObject json(String part) {
        return JsonText.readMessage(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private VerifiedToken read(TokenClaims claims) throws InvalidToken {
        checkOrigin(claims);
        Caller caller = new Caller(user(claims), role(claims));
        Long issued = claims.timeMs("iat");
        return new VerifiedToken(caller, issued, expiry(claims, issued), claims.text("jti", Reason.MALFORMED));
    }

    private void checkOrigin(TokenClaims claims) throws InvalidToken {
        if (rules.issuer() != null && !rules.issuer().equals(claims.text("iss", Reason.ISSUER))) {
            throw new InvalidToken(Reason.ISSUER);
        }
        if (rules.audience() != null && !claims.contains("aud", rules.audience())) {
            throw new InvalidToken(Reason.AUDIENCE);
        }
    }

    private UserId user(TokenClaims claims) throws InvalidToken {
        String name = claims.text(rules.userClaim(), Reason.SUBJECT);
        if (name == null || !mayBeUser(name)) {
            throw new InvalidToken(Reason.SUBJECT);
        }
        return new UserId(name);
    }

    /** The database must tell any two names apart: it holds no U+0000, and no half surrogate pairs. */
    private static boolean mayBeUser(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                && !name.equals(UserId.SERVER.value());
    }

    private String role(TokenClaims claims) throws InvalidToken {
        String role = claims.text("role", Reason.ROLE);
        if (role == null) {
            return rules.roles().get(0);
        }
        if (rules.roles().contains(role)) {
            return role;
        }
        throw new InvalidToken(Reason.ROLE);
    }

    /** {@return when it expires, in milliseconds since 1970} Whether it has is asked last, so that only a token that is valid otherwise is told so. */
    private long expiry(TokenClaims claims, @Nullable Long issued) throws InvalidToken {
        Long expires = claims.timeMs("exp");
        if (expires == null) {
            throw new InvalidToken(Reason.NO_EXPIRY);
        }
        long now = wall.millis();
        Long notBefore = claims.timeMs("nbf");
        if (isAhead(notBefore, now) || isAhead(issued, now)) {
            throw new InvalidToken(Reason.NOT_YET);
        }
        if (expires - (issued == null ? now : issued) > rules.longest().toMillis()) {
            throw new InvalidToken(Reason.LIFETIME);
        }
        return expires;
    }

    private static boolean isAhead(@Nullable Long timeMs, long now) {
        return timeMs != null && timeMs > now + LEEWAY.toMillis();
    }
}
