package org.synchrotron.server.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;

/**
 * The queue of messages to one client, and finally of the close of its connection. One thread at a time writes them, so that a
 * slow reader delays nobody else. The queue is bounded: deliveries have a window, and there is one answer for each request; a
 * client that lets more than that pile up is disconnected. Thread-safe.
 */
final class Outbox {

    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    private static final int BOUND = 64;

    /** One write to the channel, in its turn. */
    private interface Write {
        void to(Channel channel) throws IOException;
    }

    private final Channel channel;
    private final MessageCodec codec;
    private final Executor threads;
    private final BooleanSupplier allowed;
    private final Deque<Write> waiting = new ArrayDeque<>();
    private boolean open = true;
    private boolean ended;
    private boolean writing;

    /** A queue whose messages are always sent. */
    Outbox(Channel channel, MessageCodec codec, Executor threads) {
        this(channel, codec, threads, () -> true);
    }

    /**
     * @param threads the threads that write; a task blocks as long as its client is slow
     * @param allowed whether messages may be sent at present; others than the last one are dropped otherwise
     */
    Outbox(Channel channel, MessageCodec codec, Executor threads, BooleanSupplier allowed) {
        this.channel = channel;
        this.codec = codec;
        this.threads = threads;
        this.allowed = allowed;
    }

    /** Encodes a message on the caller's thread, and queues it after those before it. Does not wait for the client. */
    void send(ServerMessage message) {
        if (isOpen()) {
            try {
                send(codec.write(message));
            } catch (RuntimeException | Error e) {
                lost(e);
            }
        }
    }

    /** A message cannot be encoded. Without it, the client would wait for ever. */
    private synchronized void lost(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "a message cannot be encoded; its connection is closed", failure);
        if (open) {
            waiting.clear();
            end(CloseCode.FAILED, "the server failed");
        }
    }

    private synchronized void send(String message) {
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

    /** Queues a last message and the close of the connection. Returns at once. */
    synchronized void close(ServerMessage last, CloseCode code, String reason) {
        if (open) {
            String text = codec.write(last);
            add(out -> out.send(text));
            end(code, reason);
        }
    }

    /** The same, instead of what waits. */
    synchronized void closeNow(ServerMessage last, CloseCode code, String reason) {
        if (open) {
            waiting.clear();
            close(last, code, reason);
        }
    }

    /** Sends a ping, unless something is being sent. Returns at once. */
    synchronized void ping() {
        if (open && !writing) {
            add(Channel::ping);
        }
    }

    /** {@return whether something is being written, or waits to be} */
    synchronized boolean isWriting() {
        return writing;
    }

    /** {@return how many parts of messages were written so far} */
    long partsWritten() {
        return channel.partsWritten();
    }

    /** Ends the connection at once. What waits is lost. Never blocks. */
    void cut() {
        if (stop()) {
            channel.cut();
        }
    }

    /** {@return whether the connection has not ended yet} */
    private synchronized boolean stop() {
        open = false;
        waiting.clear();
        writing = false;
        return !ended;
    }

    /** {@return whether messages may still be sent} Messages from a client that is being disconnected are ignored, too. */
    synchronized boolean isOpen() {
        return open;
    }

    /** To be called when the connection has ended: drops the queued messages, and makes no more calls to the channel. */
    synchronized void ended() {
        ended = true;
        open = false;
        waiting.clear();
    }

    private void add(String message) {
        add(out -> {
            if (allowed.getAsBoolean()) {
                out.send(message);
            }
        });
    }

    private void end(CloseCode code, String reason) {
        open = false;
        add(out -> out.close(code, reason));
    }

    private void add(Write write) {
        waiting.add(write);
        if (!writing) {
            writing = true;
            start();
        }
    }

    private void start() {
        try {
            threads.execute(this::writeAll);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server is stopping", e);
            cut();
        }
    }

    private void writeAll() {
        try {
            for (Write next = next(); next != null; next = next()) {
                next.to(channel);
            }
        } catch (IOException e) {
            // The client is gone, or does not read. The leaf of the channel tells the session.
            cut();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private synchronized @Nullable Write next() {
        Write next = waiting.poll();
        writing = next != null;
        return next;
    }

    /** A write failed in a way that nobody thought of. */
    private void failed(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "a message cannot be sent; its connection is closed", failure);
        try {
            if (stop()) {
                channel.close(CloseCode.FAILED, "the server failed");
            }
        } catch (IOException | RuntimeException | Error e) {
            channel.cut();
        }
    }
}
