package org.synchrotron.it.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.RawRequest;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.Tokens;

/** A node with the original's settings, and an issuer that changes its key and goes away. */
class PublishedKeysIT {

    private static ECKey key(String id) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    private static String token(ECKey key, String user, String audience) throws Exception {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://issuer")
                        .audience(audience)
                        .subject("nobody")
                        .claim("preferred_username", user)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static HttpServer issuer(JWKSet[] keys) throws Exception {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            byte[] body = keys[0].toPublicJWKSet().toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        return issuer;
    }

    @Test
    void aNewKeyOfTheIssuerIsFoundAndAnOutageOfTheIssuerHarmsNobody() throws Exception {
        ECKey first = key("1");
        ECKey second = key("2");
        JWKSet[] published = {new JWKSet(first)};
        HttpServer issuer = issuer(published);
        try (ServerProcess node = ServerProcess.start("issued", ServerProcess.freePort(), settings(issuer))) {
            node.awaitReady();
            assertThat(status(node, token(first, "ann", "todos"))).isEqualTo(200);
            assertThat(status(node, token(first, "ann", "mail"))).isEqualTo(401);
            assertThat(status(node, token(second, "ann", "todos"))).isEqualTo(401);
            assertThat(status(node, Tokens.of("ann"))).isEqualTo(401);

            published[0] = new JWKSet(second);
            Await.until(
                    "the new key is known",
                    Duration.ofSeconds(60),
                    () -> status(node, token(second, "ann", "todos")) == 200);
            issuer.stop(0);
            assertThat(status(node, token(second, "ann", "todos"))).isEqualTo(200);
            assertThat(status(node, token(key("3"), "ann", "todos"))).isEqualTo(401);
            assertThat(node.log())
                    .contains(
                            "event=\"token-refused\"",
                            "reason=\"audience\" at=\"http\"",
                            "reason=\"unknown-key\"",
                            "reason=\"algorithm\"")
                    .doesNotContain("synchrotron.token.audience is not set");
        } finally {
            issuer.stop(0);
        }
    }

    private static Map<String, String> settings(HttpServer issuer) {
        return Map.of(
                "synchrotron.token.secret", "",
                "SYNC_JWT_JWKS_URL", "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                "SYNC_JWT_ALGORITHMS", "ES256",
                "SYNC_JWT_ISSUER", "https://issuer",
                "SYNC_JWT_AUD", "todos",
                "SYNC_JWT_USER_ID_CLAIM", "preferred_username");
    }

    private static int status(ServerProcess node, String token) throws Exception {
        return RawRequest.get(node.uri(), node.uri().getPath() + "/log/records", token);
    }
}
