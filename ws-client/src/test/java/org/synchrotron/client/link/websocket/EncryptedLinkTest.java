package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.link.Link;

@DisplayName("An encrypted link")
@Timeout(60)
class EncryptedLinkTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "for this test";

    private final Heard heard = new Heard();

    /** Grizzly looks for it as long as this JVM lives. */
    private static Path keyFile = Path.of("");

    @BeforeAll
    static void makeKeys() throws Exception {
        Path directory = Files.createTempDirectory("encrypted-link");
        directory.toFile().deleteOnExit();
        keyFile = directory.resolve("keys.p12");
        keyFile.toFile().deleteOnExit();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-keystore",
                        keyFile.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @BeforeEach
    void trustTheServer() {
        System.setProperty(TRUST_STORE, keyFile.toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
    }

    @AfterEach
    void trustItNoLonger() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    private static ServerSocketFactory sockets() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyFile)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    @Test
    void carriesMessagesBothWays() throws Exception {
        String text = "ä€𝄞x".repeat(300_000);
        try (RawServer server = new RawServer(
                peer -> {
                    peer.shakeHands();
                    peer.send(String.valueOf(peer.receiveText().length()));
                },
                sockets())) {
            Link link = new WebSocketTransport(server.encryptedAddress()).open("", heard);
            heard.awaitOpened();
            link.send(text);

            assertThat(heard.awaitMessage()).isEqualTo(String.valueOf(text.length()));
            link.close();
            server.awaitGone(1);
        }
    }

    @Test
    void endsWhenTheOtherSideReadsNothingAndLeavesNeitherThreadNorSocket() throws Exception {
        carriesMessagesBothWays();
        LeftOver leftOver = new LeftOver();
        Duration hour = Duration.ofHours(1);
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = new RawServer(
                peer -> {
                    peer.shakeHands();
                    read.await();
                },
                sockets())) {
            LinkLimits limits = new LinkLimits(hour, hour, Duration.ofMillis(400), hour);
            Link link = new WebSocketTransport(server.encryptedAddress(), limits).open("", heard);
            heard.awaitOpened();
            link.send("x".repeat(20_000_000));

            assertThat(heard.awaitClosed().message()).contains("reads nothing");
            leftOver.awaitNothing(2);
            read.countDown();
            server.awaitGone(1);
        }
    }

    @Test
    void isNotOpenedToAServerThatIsNotTrusted() throws Exception {
        ServerSocketFactory sockets = sockets();
        trustItNoLonger();
        try (RawServer server = new RawServer(RawPeer::shakeHands, sockets)) {
            new WebSocketTransport(server.encryptedAddress()).open("", heard);

            assertThat(heard.awaitClosed().kind()).isEqualTo(Kind.UNREACHABLE);
            server.awaitNoneOpen();
        }
    }
}
