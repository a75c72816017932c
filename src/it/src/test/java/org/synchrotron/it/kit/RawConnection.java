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
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ProtocolVersion;

/** A connection without the client library: it says hello, keeps whatever it hears, and leaves when it likes. */
public final class RawConnection {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = Await.PATIENCE.toSeconds();

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> firstWords = new CompletableFuture<>();
    private final CompletableFuture<Void> delivery = new CompletableFuture<>();
    private final WebSocket socket;

    private RawConnection(String user, URI server) throws Exception {
        URI endpoint = URI.create(server.toString().replaceFirst("^http", "ws") + ProtocolVersion.PATH);
        socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + Tokens.of(user))
                .buildAsync(endpoint, new Ear())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Connects and says hello, as a device that holds nothing yet. */
    public static RawConnection open(String user, URI server) throws Exception {
        RawConnection connection = new RawConnection(user, server);
        String hello =
                CODEC.write(new ClientMessage.Hello(ProtocolVersion.CURRENT, new ClientId("raw-" + user), 0, null));
        connection.socket.sendText(hello, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return connection;
    }

    /** Waits until it has heard anything. */
    public RawConnection awaitFirstWords() throws Exception {
        firstWords.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Waits until a delivery has come, or the connection has ended. */
    public RawConnection awaitDelivery() throws Exception {
        delivery.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Leaves politely, and reads no further. */
    public void close() {
        var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }

    /** Is gone without a word. */
    public void abort() {
        socket.abort();
    }

    /** {@return all messages so far, one after the other} */
    public String heard() {
        return String.join("", heard);
    }

    private final class Ear implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            heard.add(part.toString());
            firstWords.complete(null);
            if (last && heard().contains("\"delivery\"")) {
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
            firstWords.complete(null);
            delivery.complete(null);
        }
    }
}
