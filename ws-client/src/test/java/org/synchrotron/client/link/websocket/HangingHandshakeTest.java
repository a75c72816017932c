package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.link.Link;

@DisplayName("A link to a server that does not finish the handshake ends in time and leaves neither thread nor socket")
@Timeout(120)
class HangingHandshakeTest {

    private static final int ATTEMPTS = 5;
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final LinkLimits SHORT_OPENING = new LinkLimits(SHORT.dividedBy(2), LONG, LONG, LONG);

    private final LeftOver leftOver = new LeftOver();

    /** Tyrus keeps some files open for good. */
    @BeforeAll
    static void startTyrus() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> {})) {
            Heard heard = new Heard();
            Link link = new WebSocketTransport(server.address()).open("", heard);
            heard.awaitOpened();
            link.close();
            server.awaitGone(1);
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        leftOver.awaitNothing(0);
    }

    @Test
    void itAcceptsConnectionsAndSendsNothing() throws Exception {
        try (RawServer server = new RawServer(peer -> {})) {
            failsToOpen(new WebSocketTransport(server.address(), SHORT_OPENING), ATTEMPTS, "in 200 ms");
            server.awaitNoneOpen();
        }
    }

    @Test
    void itDoesNotAnswerTheEncryptionHandshake() throws Exception {
        try (RawServer server = new RawServer(peer -> {})) {
            failsToOpen(new WebSocketTransport(server.encryptedAddress(), SHORT_OPENING), ATTEMPTS, "in 200 ms");
            server.awaitNoneOpen();
        }
    }

    @Test
    void itAnswersTheHandshakeByteByByteForEver() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            for (byte each : (peer.answer().stripTrailing() + "\r\nX-Long: ").getBytes(StandardCharsets.US_ASCII)) {
                peer.write(each);
            }
            while (true) {
                peer.write((byte) 'x');
                Thread.sleep(10);
            }
        })) {
            failsToOpen(new WebSocketTransport(server.address(), SHORT_OPENING), ATTEMPTS, "in 200 ms");
            server.awaitNoneOpen();
        }
    }

    @Test
    void itEndsTheConnectionInsteadOfAnAnswer() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.answer();
            peer.cut();
        })) {
            failsToOpen(new WebSocketTransport(server.address()), 2, "ended before the handshake was answered");
            server.awaitNoneOpen();
        }
    }

    @Test
    void itEndsTheConnectionInTheMiddleOfItsAnswer() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.write(peer.answer().substring(0, 20).getBytes(StandardCharsets.US_ASCII));
            peer.cut();
        })) {
            failsToOpen(new WebSocketTransport(server.address()), 1, "ended before the handshake was answered");
            server.awaitNoneOpen();
        }
    }

    @Test
    void itAnswersNoHandshakeWithinTheTimeForThat() throws Exception {
        Map<String, Object> properties = SharedTyrus.client().getProperties();
        assertThat(properties.put(ClientProperties.HANDSHAKE_TIMEOUT, 300)).isEqualTo(10_000);
        try (RawServer server = new RawServer(peer -> {})) {
            Heard heard = new Heard();
            new WebSocketTransport(server.address()).open("", heard);

            assertThat(heard.awaitClosed().kind()).isEqualTo(Kind.UNREACHABLE);
            server.awaitGone(1);
        } finally {
            properties.put(ClientProperties.HANDSHAKE_TIMEOUT, 10_000);
        }
    }

    @Test
    void itDoesNotAcceptConnections() throws Exception {
        List<SocketChannel> others = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                SocketChannel other = SocketChannel.open();
                other.configureBlocking(false);
                other.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
                others.add(other);
            }
            ServerAddress address = ServerAddress.of(URI.create("ws://127.0.0.1:" + full.getLocalPort()));
            failsToOpen(new WebSocketTransport(address, SHORT_OPENING), ATTEMPTS, "in 200 ms");
            leftOver.awaitNothing(1 + others.size());
        } finally {
            for (SocketChannel other : others) {
                other.close();
            }
        }
    }

    static void failsToOpen(WebSocketTransport transport, int attempts, String why) throws Exception {
        for (int i = 0; i < attempts; i++) {
            Heard heard = new Heard();
            transport.open("", heard);

            SyncProblem problem = heard.awaitClosed();
            assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(problem.message()).contains(transport.address()).contains(why);
        }
    }
}
