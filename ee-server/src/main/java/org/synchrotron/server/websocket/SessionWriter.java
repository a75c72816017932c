package org.synchrotron.server.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes to a session, but never when it has ended.
 *
 * <p>The container gives the buffers of a connection that has ended to the next one, which may be another user's. A thread that
 * still writes then, or only begins to, would write into that connection: on Payara 6 it does. So the end of a session waits until
 * nobody writes, and nobody writes after it.
 */
final class SessionWriter {

    private static final System.Logger LOG = System.getLogger(SessionWriter.class.getName());

    /** A write takes long only if the client does not read, and then it is the container that waits with what there is. */
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
            // Tyrus starts a timer for every message, for which Payara looks through all of the application for
            // services.
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

    /** For the container's {@code @OnClose}, before it gives the connection up: after this, nothing is written. */
    void end() {
        ended = true;
        try {
            if (writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                writing.unlock();
            } else {
                LOG.log(System.Logger.Level.WARNING, "session {0} ends while it is written to", session.getId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
