package org.synchrotron.server.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.TextParts;

/**
 * What goes out to one session: messages one after another, from one thread of the container at a time, so that a slow reader
 * holds up nobody else. Bounded: deliveries have a window, answers follow questions; who lets more than that pile up is
 * cut off.
 */
public final class Outbox {

    private static final int BOUND = 64;

    private final SessionWriter writer;
    private final MessageCodec codec;
    private final Executor threads;
    private final Deque<ServerMessage> waiting = new ArrayDeque<>();
    private boolean sending;
    private @Nullable CloseReason closing;

    public Outbox(Session session, MessageCodec codec, Executor threads) {
        this.writer = new SessionWriter(session);
        this.codec = codec;
        this.threads = threads;
    }

    /** Sends a message after those before it. Returns at once. */
    public synchronized void send(ServerMessage message) {
        if (closing != null) {
            return;
        }
        if (waiting.size() == BOUND) {
            waiting.clear();
            closing = new CloseReason(CloseCodes.TRY_AGAIN_LATER, "the client does not read");
        } else {
            waiting.add(message);
        }
        wake();
    }

    /** Sends a last message and closes the session. */
    public synchronized void close(ServerMessage last, CloseReason reason) {
        if (closing == null) {
            waiting.add(last);
            closing = reason;
            wake();
        }
    }

    /** {@return whether anything may still go out} Who is being cut off is not listened to either. */
    public synchronized boolean isOpen() {
        return closing == null;
    }

    /** The session has ended: forgets what waits, and does not return while anything is being written. */
    public void ended() {
        abandon();
        writer.end();
    }

    private void wake() {
        if (!sending) {
            sending = true;
            threads.execute(this::drain);
        }
    }

    private void drain() {
        try {
            for (ServerMessage next = next(); next != null; next = next()) {
                TextParts.send(codec.write(next), writer::text);
            }
            closeIfAsked();
        } catch (IOException | RuntimeException e) {
            // The client is gone; its session is told so by the container.
            abandon();
        }
    }

    private synchronized @Nullable ServerMessage next() {
        ServerMessage next = waiting.poll();
        sending = next != null;
        return next;
    }

    private void closeIfAsked() throws IOException {
        CloseReason reason;
        synchronized (this) {
            reason = closing;
        }
        if (reason != null) {
            writer.close(reason);
        }
    }

    private synchronized void abandon() {
        waiting.clear();
        sending = false;
        closing = new CloseReason(CloseCodes.GOING_AWAY, "");
    }
}
