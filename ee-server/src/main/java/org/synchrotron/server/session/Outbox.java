package org.synchrotron.server.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;

/**
 * What goes out to one session: messages one after another, and at last perhaps the end, from one thread at a time, so that a slow
 * reader holds up nobody else. Bounded: deliveries have a window, answers follow questions; a client that lets more than that pile
 * up is cut off. Thread-safe.
 */
final class Outbox {

    private static final int BOUND = 64;

    /** What is done with the channel when its turn comes. */
    private interface Write {
        void to(Channel channel) throws IOException;
    }

    private final Channel channel;
    private final MessageCodec codec;
    private final Executor threads;
    private final Deque<Write> waiting = new ArrayDeque<>();
    private boolean open = true;
    private boolean writing;

    /** @param threads where it is written; a task takes as long as its client is slow */
    Outbox(Channel channel, MessageCodec codec, Executor threads) {
        this.channel = channel;
        this.codec = codec;
        this.threads = threads;
    }

    /** Sends a message after those before it. Returns at once. */
    synchronized void send(ServerMessage message) {
        if (!open) {
            return;
        }
        if (waiting.size() == BOUND) {
            waiting.clear();
            end(CloseCode.DOES_NOT_READ, "the client does not read");
        } else {
            add(message);
        }
    }

    /** Sends a last message and closes the connection. */
    synchronized void close(ServerMessage last, CloseCode code, String reason) {
        if (open) {
            add(last);
            end(code, reason);
        }
    }

    /** {@return whether anything may still be sent} A client that is being cut off is not listened to either. */
    synchronized boolean isOpen() {
        return open;
    }

    /** The connection has ended: forgets what waits, and gives nothing more to the channel. */
    synchronized void ended() {
        open = false;
        waiting.clear();
    }

    private void add(ServerMessage message) {
        add(out -> out.send(codec.write(message)));
    }

    private void end(CloseCode code, String reason) {
        open = false;
        add(out -> out.close(code, reason));
    }

    private void add(Write write) {
        waiting.add(write);
        if (!writing) {
            writing = true;
            threads.execute(this::writeAll);
        }
    }

    private void writeAll() {
        try {
            for (Write next = next(); next != null; next = next()) {
                next.to(channel);
            }
        } catch (IOException | RuntimeException e) {
            // The client is gone; the session is told of it by its channel.
            ended();
        }
    }

    private synchronized @Nullable Write next() {
        Write next = waiting.poll();
        writing = next != null;
        return next;
    }
}
