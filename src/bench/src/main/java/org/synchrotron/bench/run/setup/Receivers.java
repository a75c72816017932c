package org.synchrotron.bench.run.setup;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Connections that receive what their users may see, decode it and store nothing. Thread-safe. */
public final class Receivers implements AutoCloseable {

    /**
     * A connection to open.
     *
     * @param endpoint the server's endpoint, a WebSocket URL
     * @param client the name of the client, which no other has
     */
    record Line(URI endpoint, String token, String client) {}

    private final MessageCodec codec = new MessageCodec();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Patience patience;
    private final List<WebSocket> sockets;
    private volatile CountDownLatch awaited;
    private volatile String latest = "";

    /**
     * Opens the connections and waits until each has received what there is.
     *
     * @param patience how long it waits at most, here and later
     */
    Receivers(List<Line> lines, Duration patience) {
        this.patience = new Patience(patience);
        this.awaited = new CountDownLatch(lines.size());
        this.sockets = lines.stream().map(this::open).toList();
        await();
    }

    /** {@return so many users, each with a name of its own} */
    public static List<String> users(String name, int number) {
        return IntStream.range(0, number).mapToObj(i -> name + i).toList();
    }

    private WebSocket open(Line line) {
        WebSocket socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + line.token())
                .buildAsync(line.endpoint(), new Receiving())
                .join();
        send(Hello.of(new ClientId(line.client()), null, ReplicaReport.NOTHING), socket);
        return socket;
    }

    private void send(ClientMessage message, WebSocket socket) {
        CompletableFuture<WebSocket> sent = socket.sendText(codec.write(message), true);
        sent.exceptionally(failure -> {
            throw new IllegalStateException("a message of a receiver is not sent", failure);
        });
    }

    /** Puts the parts of messages together. */
    private final class Receiving implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                if (codec.readFromServer(message) instanceof Delivery delivery) {
                    received(message);
                    send(Received.upTo(delivery.upTo()), socket);
                }
            }
            socket.request(1);
            return null;
        }
    }

    private void received(String message) {
        latest = message;
        awaited.countDown();
    }

    /**
     * {@return how many milliseconds it takes from the beginning of the work until all have received a delivery} The work must cause one for
     * each of them.
     *
     * @throws GivenUp if it takes too long
     */
    public double receive(Runnable work, LongSupplier nanoTime) {
        awaited = new CountDownLatch(sockets.size());
        long before = nanoTime.getAsLong();
        work.run();
        await();
        return (nanoTime.getAsLong() - before) / 1e6;
    }

    /** {@return the latest delivery, as it came} */
    public String latest() {
        return latest;
    }

    /** {@return how many of the connections the server has not closed} */
    public long open() {
        return sockets.stream().filter(each -> !each.isInputClosed()).count();
    }

    private void await() {
        CountDownLatch latch = awaited;
        patience.await(most -> latch.await(most.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
    }
}
