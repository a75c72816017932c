package org.synchrotron.server.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes to a WebSocket session, and never after it has ended. Thread-safe.
 *
 * <p>The container reuses the buffers of an ended connection for the next one, which may be another user's. A thread that still
 * writes, or starts to, would write into that connection; this was seen on Payara 6. Therefore {@link #end} waits for a write
 * under way, and later writes fail.
 */
final class SessionWriter {

    private static final System.Logger LOG = System.getLogger(SessionWriter.class.getName());

    /** How long {@link #end} waits. A write takes long only if the client does not read; then the container blocks in it. */
    private static final int PATIENCE_SECONDS = 10;

    private final Session session;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean ended;

    SessionWriter(Session session) {
        this.session = session;
    }

    private interface Write {
        void to(Session session) throws IOException;
    }

    /** @throws IOException if the session has ended or breaks */
    void text(String part, boolean last) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        write(open -> {
            // Tyrus starts a timer for every message, for which Payara searches the whole application for services.
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            try {
                open.getBasicRemote().sendText(part, last);
            } finally {
                thread.setContextClassLoader(application);
            }
        });
    }

    /** @throws IOException if the session has ended or breaks */
    void close(CloseReason reason) throws IOException {
        write(open -> open.close(reason));
    }

    private void write(Write write) throws IOException {
        writing.lock();
        try {
            if (ended) {
                throw new IOException("the session has ended");
            }
            write.to(session);
        } finally {
            writing.unlock();
        }
    }

    /**
     * To be called in the container's {@code @OnClose}, before the container reuses the connection: after this, nothing is
     * written.
     */
    void end() {
        ended = true;
        try {
            if (writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                writing.unlock();
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "session {0} ended while a write to it was still blocked after " + PATIENCE_SECONDS
                                + " s; the write may reach another connection",
                        session.getId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
