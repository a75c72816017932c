package org.synchrotron.client.connection;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.TextParts;

/**
 * One open connection. Sending never blocks the caller: messages go out one after the other on {@link NetworkThreads}.
 * Thread-safe.
 */
public final class WebSocketLink implements AutoCloseable {

    private static final int MAX_WAITING = 64;

    private final Session session;
    private final LinkEndpoint endpoint;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;

    WebSocketLink(Session session, LinkEndpoint endpoint) {
        this.session = session;
        this.endpoint = endpoint;
    }

    /** Sends a text message after those before it. A failure closes the connection. */
    public void send(String text) {
        synchronized (waiting) {
            if (waiting.size() >= MAX_WAITING) {
                throw new IllegalStateException("the server does not read: " + waiting.size() + " messages wait");
            }
            waiting.add(text);
            if (sending) {
                return;
            }
            sending = true;
        }
        NetworkThreads.shared().execute(this::sendWaiting);
    }

    private void sendWaiting() {
        for (String next = next(); next != null; next = next()) {
            try {
                TextParts.send(next, session.getBasicRemote()::sendText);
            } catch (IOException | RuntimeException | Error e) {
                // Tyrus answers with an Error to text that is no Unicode.
                close();
                return;
            }
        }
    }

    private @Nullable String next() {
        synchronized (waiting) {
            String next = waiting.poll();
            sending = next != null;
            return next;
        }
    }

    /**
     * One heartbeat: asks the other side for a sign of life.
     *
     * @return whether there was one since the last heartbeat
     */
    public boolean beat() {
        boolean alive = endpoint.heardSinceLastAsked();
        NetworkThreads.shared().execute(() -> {
            try {
                session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IOException | RuntimeException e) {
                close();
            }
        });
        return alive;
    }

    /** Closes the connection, without waiting. Doing it again does nothing. */
    @Override
    public void close() {
        NetworkThreads.shared().execute(() -> {
            try {
                session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
            } catch (IOException | RuntimeException e) {
                // It was broken already; its end has been or will be told by the endpoint.
                endpoint.ended("closed: " + e.getMessage());
            }
        });
    }
}
