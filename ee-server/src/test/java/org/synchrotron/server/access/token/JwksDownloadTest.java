package org.synchrotron.server.access.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fetching keys from an issuer over HTTP, and from some that are none. */
@Timeout(60)
class JwksDownloadTest {

    private static final String SET = new JWKSet(
                    new RSAKey.Builder((RSAPublicKey) TokenForge.rsa(2048).getPublic())
                            .keyID("1")
                            .build())
            .toString();

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer issuer;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(Executors.newCachedThreadPool());
        issuer.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        issuer.stop(0);
    }

    private JWKSet fetch(HttpHandler handler) throws Exception {
        issuer.createContext("/keys", handler);
        URI address = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
        return new JwksDownload(address, Duration.ofSeconds(2)).get().get(30, TimeUnit.SECONDS);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aSetIsRead() throws Exception {
        assertThat(fetch(exchange -> answer(exchange, 200, SET)).getKeyByKeyId("1"))
                .isNotNull();
    }

    @Test
    void anythingElseFails() {
        fails("HTTP status 404", exchange -> answer(exchange, 404, SET));
        fails("JSON", exchange -> answer(exchange, 200, "<html>"));
        fails("JWK set", exchange -> answer(exchange, 200, "{\"keys\":7}"));
    }

    @Test
    void noOtherAddressIsAsked() {
        issuer.createContext("/other", exchange -> answer(exchange, 200, SET));
        fails("HTTP status 302", exchange -> {
            exchange.getResponseHeaders().add("Location", "/other");
            answer(exchange, 302, "");
        });
    }

    @Test
    void aLongAnswerIsNotReadToItsEnd() {
        fails("longer than", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[1 << 16];
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(part);
            }
        });
    }

    @Test
    void anAnswerThatDoesNotComeOrDoesNotEndFailsInTime() {
        fails("", exchange -> await());
        fails("", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        });
    }

    private void await() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void fails(String why, HttpHandler handler) {
        long began = System.nanoTime();
        assertThatThrownBy(() -> fetch(handler))
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining(why);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        issuer.removeContext("/keys");
    }
}
