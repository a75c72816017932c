package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientProperties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.SyncProblem.Kind;

@DisplayName("A link to a server that does not finish the handshake ends in time and leaves neither thread nor socket")
class HangingHandshakeTest extends HangingPeers {

    private static final LinkLimits SHORT_OPENING = new LinkLimits(SHORT.dividedBy(2), LONG, LONG, LONG);

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
}
