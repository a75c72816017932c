package org.synchrotron.it.kit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.link.websocket.ServerAddress;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ReplicaReport;

/** A connection without the client library. It sends a hello, keeps all messages that it receives, and can end at any time. */
public final class RawConnection {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long TIMEOUT_SECONDS = Await.TIMEOUT.toSeconds();

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> firstMessage = new CompletableFuture<>();
    private final CompletableFuture<Void> delivery = new CompletableFuture<>();
    private final WebSocket socket;

    private RawConnection(String user, URI server) throws Exception {
        URI endpoint = ServerAddress.of(server).uri();
        socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + Tokens.of(user))
                .buildAsync(endpoint, new MessageListener())
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** Connects and sends the hello of a new device. */
    public static RawConnection open(String user, URI server) throws Exception {
        RawConnection connection = new RawConnection(user, server);
        connection.socket.sendText(hello("raw-" + user), true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return connection;
    }

    /** {@return the hello of a new device with this client id} */
    public static String hello(String client) {
        return CODEC.write(ClientMessage.Hello.of(new ClientId(client), null, ReplicaReport.NOTHING));
    }

    /** Waits until it has received something, or the connection has ended. */
    public RawConnection awaitFirstMessage() throws Exception {
        firstMessage.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Waits until it has received a delivery, or the connection has ended. */
    public RawConnection awaitDelivery() throws Exception {
        delivery.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Sends a close frame, and reads nothing more. */
    public void close() {
        var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    /** Ends the connection without a close frame. */
    public void abort() {
        socket.abort();
    }

    /** {@return all messages so far, concatenated} */
    public String received() {
        return String.join("", received);
    }

    private final class MessageListener implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            received.add(part.toString());
            firstMessage.complete(null);
            if (last && received().contains("\"delivery\"")) {
                delivery.complete(null);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable cause) {
            end();
        }

        private void end() {
            firstMessage.complete(null);
            delivery.complete(null);
        }
    }
}
