package org.synchrotron.server.access.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.synchrotron.server.access.token.TokenForge.es256;
import static org.synchrotron.server.access.token.TokenForge.hs256;
import static org.synchrotron.server.access.token.TokenForge.rs256;

import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.token.InvalidToken.Reason;

/** Tokens as somebody may send them, whoever made them. */
class ForgedTokensTest {

    private static final long NOW_S = 1_700_000_000L;
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final KeyPair RSA = TokenForge.rsa(2048);
    private static final KeyPair OTHER_RSA = TokenForge.rsa(2048);
    private static final KeyPair EC = TokenForge.curve("secp256r1");
    private static final String HS = "{\"alg\":\"HS256\"}";
    private static final String ES = "{\"alg\":\"ES256\"}";
    private static final TokenRules RULES = new TokenRules(
            "sub", List.of("synchrotron_user", "clerk"), "https://issuer", "todos", Duration.ofHours(24));

    private final RevokedAccess revoked = new RevokedAccess();
    private final TokenVerifier byRsa = verifier(OneKey.of(RSA.getPublic()));
    private final TokenVerifier byCurve = verifier(OneKey.of(EC.getPublic()));
    private final TokenVerifier bySecret = verifier(OneKey.secret(new String(SECRET, UTF_8)));

    private TokenVerifier verifier(TokenKeys keys) {
        revoked.set(RevokedAccess.Known.NOTHING);
        return new TokenVerifier(keys, RULES, revoked, () -> NOW_S * 1000);
    }

    /** {@return valid claims, with these instead} */
    private static String claims(String more) {
        return "{\"sub\":\"ann\",\"iss\":\"https://issuer\",\"aud\":\"todos\",\"iat\":" + (NOW_S - 10) + ",\"exp\":"
                + (NOW_S + 600) + more + "}";
    }

    private static String claims() {
        return claims("");
    }

    /** {@return valid claims without this one} */
    private static String without(String claim) {
        return claims().replaceFirst("\"" + claim + "\":(\"[^\"]*\"|\\d+),?", "")
                .replace(",}", "}");
    }

    /** {@return valid claims with another value of this one} */
    private static String with(String claim, String json) {
        String others = without(claim);
        return others.substring(0, others.length() - 1) + ",\"" + claim + "\":" + json + "}";
    }

    private static String bySecret(String claims) {
        return TokenForge.token(HS, claims, hs256(SECRET));
    }

    @Test
    void validTokensOfEachAlgorithmNameTheirUser() throws Exception {
        Caller ann = new Caller(new UserId("ann"), "synchrotron_user");
        assertThat(byRsa.verify(TokenForge.token(rs(""), claims(), rs256(RSA))).caller())
                .isEqualTo(ann);
        assertThat(byCurve.verify(TokenForge.token(ES, claims(), es256(EC))).caller())
                .isEqualTo(ann);
        assertThat(bySecret.verify(bySecret(claims(",\"jti\":\"t1\",\"role\":\"clerk\""))))
                .isEqualTo(new VerifiedToken(
                        new Caller(new UserId("ann"), "clerk"), (NOW_S - 10) * 1000, (NOW_S + 600) * 1000, "t1"));
    }

    private static Arguments forged(String name, Reason reason, String header, TokenForge.Signer signer) {
        return arguments(name, reason, TokenForge.token(header, claims(), signer));
    }

    static Stream<Arguments> algorithms() {
        byte[] pem = TokenForge.pem(RSA).getBytes(UTF_8);
        return Stream.of(
                forged("no signature", Reason.MALFORMED, "{\"alg\":\"none\"}", text -> new byte[0]),
                forged("none, with one", Reason.MALFORMED, "{\"alg\":\"none\"}", rs256(RSA)),
                forged("None", Reason.ALGORITHM, "{\"alg\":\"None\"}", rs256(RSA)),
                forged("no algorithm", Reason.MALFORMED, "{}", rs256(RSA)),
                forged("HS256 with the public key", Reason.ALGORITHM, HS, hs256(pem)),
                forged(
                        "HS256 with its bytes",
                        Reason.ALGORITHM,
                        HS,
                        hs256(RSA.getPublic().getEncoded())),
                forged("another algorithm", Reason.ALGORITHM, ES, es256(EC)),
                forged("RS512", Reason.ALGORITHM, "{\"alg\":\"RS512\"}", rs256(RSA)),
                forged("two algorithms", Reason.MALFORMED, "{\"alg\":\"RS256\",\"alg\":\"none\"}", rs256(RSA)));
    }

    static Stream<Arguments> headers() {
        byte[] modulus = ((RSAPublicKey) OTHER_RSA.getPublic()).getModulus().toByteArray();
        String jwk = ",\"jwk\":{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" + TokenForge.base64(modulus) + "\"}";
        String addresses = ",\"jku\":\"https://evil/keys\",\"x5u\":\"https://evil/cert\"";
        String deep = ",\"x\":" + "[".repeat(3_000) + "]".repeat(3_000);
        return Stream.of(
                forged("another key", Reason.SIGNATURE, rs(""), rs256(OTHER_RSA)),
                forged("its own key", Reason.SIGNATURE, rs(jwk), rs256(OTHER_RSA)),
                forged("an address of keys", Reason.SIGNATURE, rs(addresses), rs256(OTHER_RSA)),
                forged("crit", Reason.SIGNATURE, rs(",\"crit\":[\"x\"],\"x\":1"), rs256(RSA)),
                forged("b64", Reason.SIGNATURE, rs(",\"crit\":[\"b64\"],\"b64\":false"), rs256(RSA)),
                forged("header no JSON", Reason.MALFORMED, "alg", rs256(RSA)),
                forged("deep header", Reason.MALFORMED, rs(deep), rs256(RSA)));
    }

    /** {@return a header for RS256 with more in it} */
    private static String rs(String more) {
        return "{\"alg\":\"RS256\"" + more + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"algorithms", "headers"})
    void forgedHeadersAreRefused(String name, Reason reason, String token) {
        refused(byRsa, token, reason);
    }

    static Stream<Arguments> claimsAndReasons() {
        return Stream.of(
                arguments(with("exp", "" + NOW_S), Reason.EXPIRED),
                arguments(with("exp", "" + (NOW_S - 1)), Reason.EXPIRED),
                arguments(without("exp"), Reason.NO_EXPIRY),
                arguments(with("exp", "null"), Reason.NO_EXPIRY),
                arguments(with("exp", "253402300799"), Reason.LIFETIME),
                arguments(with("exp", "1e300"), Reason.MALFORMED),
                arguments(with("exp", "1e9999"), Reason.MALFORMED),
                arguments(with("exp", "-1"), Reason.MALFORMED),
                arguments(with("exp", "\"" + (NOW_S + 600) + "\""), Reason.MALFORMED),
                arguments(with("iat", "" + (NOW_S + 60)), Reason.NOT_YET),
                arguments(with("iat", "" + (NOW_S - 24 * 3600)), Reason.LIFETIME),
                arguments(with("nbf", "" + (NOW_S + 31)), Reason.NOT_YET),
                arguments(with("iss", "\"https://evil\""), Reason.ISSUER),
                arguments(with("iss", "[\"https://issuer\"]"), Reason.ISSUER),
                arguments(without("iss"), Reason.ISSUER),
                arguments(with("aud", "\"mail\""), Reason.AUDIENCE),
                arguments(with("aud", "[\"mail\",\"chat\"]"), Reason.AUDIENCE),
                arguments(with("aud", "[[\"todos\"]]"), Reason.AUDIENCE),
                arguments(with("aud", "{\"todos\":true}"), Reason.AUDIENCE),
                arguments(without("aud"), Reason.AUDIENCE),
                arguments(without("sub"), Reason.SUBJECT),
                arguments(with("sub", "null"), Reason.SUBJECT),
                arguments(with("sub", "7"), Reason.SUBJECT),
                arguments(with("sub", "[\"ann\"]"), Reason.SUBJECT),
                arguments(with("sub", "\"\""), Reason.SUBJECT),
                arguments(with("sub", "\" \""), Reason.SUBJECT),
                arguments(with("sub", "\"a\\u0000\""), Reason.SUBJECT),
                arguments(with("sub", "\"a\\ud800\""), Reason.SUBJECT),
                arguments(with("sub", "\"server\""), Reason.SUBJECT),
                arguments(with("sub", "\"" + "a".repeat(256) + "\""), Reason.SUBJECT),
                arguments(with("role", "\"synchrotron_engine\""), Reason.ROLE),
                arguments(with("role", "\"postgres\""), Reason.ROLE),
                arguments(with("role", "[\"clerk\"]"), Reason.ROLE),
                arguments(claims(",\"sub\":\"bob\""), Reason.MALFORMED),
                arguments(claims(",\"jti\":7"), Reason.MALFORMED),
                arguments("[]", Reason.MALFORMED),
                arguments("sub", Reason.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("claimsAndReasons")
    void forgedClaimsAreRefused(String claims, Reason reason) {
        refused(bySecret, bySecret(claims), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a.b", "..", "a..c", "a.b.c.d", "a.b.c.d.e", "a.b.c=", "a.b.ü", "a b.c.d", "a.b.c\n"})
    void whatIsNoTokenIsRefused(String text) {
        refused(bySecret, text, Reason.MALFORMED);
    }

    @Test
    void everyTruncatedTokenIsRefused() {
        String token = bySecret(claims());
        for (int length = 0; length < token.length(); length++) {
            int cut = length;
            assertThatThrownBy(() -> bySecret.verify(token.substring(0, cut))).isInstanceOf(InvalidToken.class);
        }
        refused(bySecret, token + ".", Reason.MALFORMED);
        refused(bySecret, token + "=", Reason.MALFORMED);
        refused(bySecret, bySecret(claims(",\"x\":\"" + "x".repeat(20_000) + "\"")), Reason.MALFORMED);
    }

    @Test
    void audiencesMayBeSeveralAndClocksMayDifferALittle() throws Exception {
        bySecret.verify(bySecret(with("aud", "[\"mail\",\"todos\"]")));
        bySecret.verify(bySecret(with("nbf", "" + (NOW_S + 29))));
        bySecret.verify(bySecret(with("exp", (NOW_S + 1) + ".5")));
        bySecret.verify(bySecret(without("iat")));
        refused(bySecret, bySecret(without("iat").replace("" + (NOW_S + 600), "" + (NOW_S + 86_401))), Reason.LIFETIME);
    }

    /** Only a token that is valid otherwise is told that it has expired. */
    @Test
    void theBearerIsToldNothingButTheExpiry() {
        for (Reason each : Reason.values()) {
            InvalidToken invalid = new InvalidToken(each);
            Refusal expected = Map.of(
                            Reason.EXPIRED, Refusal.TOKEN_EXPIRED,
                            Reason.NO_KEYS, Refusal.UNAVAILABLE,
                            Reason.NOT_READY, Refusal.UNAVAILABLE)
                    .getOrDefault(each, Refusal.UNAUTHORIZED);
            assertThat(invalid.refusal()).as(each.text()).isEqualTo(expected);
            if (expected == Refusal.UNAUTHORIZED) {
                assertThat(invalid.sentence()).isEqualTo("a valid bearer token is required");
            }
        }
        String expired = with("exp", "" + (NOW_S - 1));
        refused(bySecret, bySecret(expired.replace("todos", "mail")), Reason.AUDIENCE);
        refused(bySecret, bySecret(expired.replace("ann", "server")), Reason.SUBJECT);
        revoked.set(new RevokedAccess.Known(Map.of("ann", NOW_S * 1000), Set.of(), Set.of()));
        refused(bySecret, bySecret(expired), Reason.REVOKED);
    }

    @Test
    void revokedTokensAndLostRolesAreRefused() throws Exception {
        String token = bySecret(claims(",\"jti\":\"t1\""));
        revoked.set(new RevokedAccess.Known(Map.of("ann", (NOW_S - 11) * 1000), Set.of("t2"), Set.of("clerk")));
        bySecret.verify(token);
        refused(bySecret, bySecret(without("iat")), Reason.REVOKED);
        refused(bySecret, bySecret(claims(",\"jti\":\"t2\"")), Reason.REVOKED);
        refused(bySecret, bySecret(claims(",\"role\":\"clerk\"")), Reason.LOST_ROLE);
        revoked.set(new RevokedAccess.Known(Map.of("ann", (NOW_S - 10) * 1000), Set.of(), Set.of()));
        refused(bySecret, token, Reason.REVOKED);
    }

    @Test
    void nothingIsAcceptedUntilTheNodeKnowsWhatWasRevoked() {
        TokenVerifier early = new TokenVerifier(
                OneKey.secret(new String(SECRET, UTF_8)), RULES, new RevokedAccess(), () -> NOW_S * 1000);
        refused(early, bySecret(claims()), Reason.NOT_READY);
    }

    private static void refused(TokenVerifier verifier, String token, Reason reason) {
        InvalidToken invalid = catchThrowableOfType(InvalidToken.class, () -> verifier.verify(token));
        assertThat(invalid).as("it is accepted").isNotNull();
        assertThat(invalid.reason()).isEqualTo(reason);
    }
}
