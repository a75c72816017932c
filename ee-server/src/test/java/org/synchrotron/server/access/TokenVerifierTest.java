package org.synchrotron.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.UserId;

class TokenVerifierTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final long NOW = 1_700_000_000_000L;

    private final TokenVerifier tokens =
            new TokenVerifier(SECRET, List.of("synchrotron_user", "synchrotron_clerk"), () -> NOW);

    @Test
    void aValidTokenNamesItsUser() throws Exception {
        assertThat(tokens.verify(signed(SECRET, claims().build())))
                .isEqualTo(new Caller(new UserId("ann"), "synchrotron_user"));
        assertThat(tokens.verify(signed(
                                SECRET,
                                claims().claim("role", "synchrotron_clerk").build()))
                        .role())
                .isEqualTo("synchrotron_clerk");
    }

    @Test
    void invalidTokensAreRefusedWithTheReason() throws Exception {
        refused("signature", signed(SECRET.replace('0', '1'), claims().build()));
        refused("cannot be read", new PlainJWT(claims().build()).serialize());
        refused("cannot be read", "nonsense");
        refused("expired", signed(SECRET, claims().expirationTime(at(-31_000)).build()));
        refused("no expiration", signed(SECRET, claims().expirationTime(null).build()));
        refused(
                "not valid yet",
                signed(SECRET, claims().notBeforeTime(at(31_000)).build()));
        refused("no subject", signed(SECRET, claims().subject(" ").build()));
        refused("server itself", signed(SECRET, claims().subject("server").build()));
        refused(
                "role",
                signed(SECRET, claims().claim("role", "synchrotron_engine").build()));
    }

    @Test
    void aFewSecondsOfClockDifferenceAreAllowed() throws Exception {
        tokens.verify(signed(SECRET, claims().expirationTime(at(-29_000)).build()));
    }

    @Test
    void aShortSecretOrTheEnginesRoleIsRefused() {
        assertThatThrownBy(() -> new TokenVerifier("short", List.of("synchrotron_user"), () -> NOW))
                .hasMessageContaining("at least 32");
        assertThatThrownBy(() -> new TokenVerifier(SECRET, List.of("synchrotron_engine"), () -> NOW))
                .hasMessageContaining("synchrotron.roles");
    }

    private void refused(String why, String token) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOf(InvalidToken.class)
                .hasMessageContaining(why);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("ann").expirationTime(at(60_000));
    }

    /** {@return the time this many milliseconds from now} */
    private static Date at(long afterMs) {
        return Date.from(Instant.ofEpochMilli(NOW + afterMs));
    }

    private static String signed(String secret, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }
}
