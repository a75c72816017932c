package org.synchrotron.client.link.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.synchrotron.protocol.TextParts;

/** Sends one message after another; a network thread blocks until the operating system has accepted each part. Thread-safe. */
final class Outbox {

    private static final int MAX_WAITING = 64;

    private final Session session;
    private final TcpAttempts connections;
    private final Executor tasks;
    private final Consumer<String> failed;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean pinging = new AtomicBoolean();
    private final AtomicLong parts = new AtomicLong();
    private volatile boolean sending;
    private volatile boolean closed;

    /** @param failed receives the reason if nothing can be sent any more */
    Outbox(Session session, TcpAttempts connections, Executor threads, Consumer<String> failed) {
        this.session = session;
        this.connections = connections;
        this.tasks = new TaskQueue(threads);
        this.failed = failed;
    }

    void send(String text) {
        if (closed) {
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            failed.accept("the server does not read: " + MAX_WAITING + " messages wait");
            return;
        }
        tasks.execute(() -> {
            waiting.decrementAndGet();
            sending = true;
            attempt(() -> TextParts.send(text, this::part));
            sending = false;
        });
    }

    private void part(String part, boolean last) throws IOException {
        if (closed) {
            throw new IOException("closed while sending");
        }
        session.getBasicRemote().sendText(part, last);
        parts.incrementAndGet();
    }

    /** Sends a ping after the message that is being sent; only one ping waits at a time. */
    void ping() {
        if (pinging.compareAndSet(false, true)) {
            tasks.execute(() -> {
                pinging.set(false);
                attempt(() -> session.getAsyncRemote().sendPing(ByteBuffer.allocate(0)));
            });
        }
    }

    /** Begins the closing handshake after the part that is being sent; queued messages are lost. */
    void close(CloseReason reason) {
        closed = true;
        tasks.execute(() -> attempt(() -> session.close(reason)));
    }

    /** Sends nothing more. The thread that is sending returns when the connection is cut. */
    void stop() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    SendProgress progress() {
        return new SendProgress(sending, parts.get(), connections.unsentBytes());
    }

    private void attempt(Sending step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) {
            // Tyrus answers with an Error to text that is no Unicode.
            failed.accept(String.valueOf(e.getMessage()));
        }
    }

    private interface Sending {
        void run() throws IOException;
    }
}
