package org.synchrotron.server.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a WebSocket session, and never after it has ended. Thread-safe.
 *
 * <p>The container reuses the buffers of an ended connection for the next one, which may be another user's. A thread that still
 * writes, or starts to, would write into that connection; this was seen on Payara 6. Therefore {@link #end} waits for a write
 * under way, and later writes fail.
 *
 * <p>If the client does not read, Tyrus waits in the write for ever. It stops waiting when its thread is interrupted; the connection
 * then has to be ended below it.
 */
final class SessionWriter {

    private static final System.Logger LOG = System.getLogger(SessionWriter.class.getName());

    /** How long {@link #end} waits for a write, until it interrupts it. */
    private static final int PATIENCE_SECONDS = 2;

    /** How long it waits then. */
    private static final int LAST_PATIENCE_SECONDS = 10;

    private final Session session;
    private final @Nullable TcpConnection connection;
    private final AtomicLong parts = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private final Object interrupting = new Object();
    private @Nullable Thread writer;
    private boolean interrupted;
    private volatile boolean cut;
    private volatile boolean ended;

    SessionWriter(Session session) {
        this.session = session;
        this.connection = TcpConnection.below(session);
    }

    private interface Write {
        void to(Session session) throws IOException;
    }

    /** @throws IOException if the session has ended or breaks */
    void text(String part, boolean last) throws IOException {
        write(open -> open.getBasicRemote().sendText(part, last));
        parts.incrementAndGet();
    }

    /** @throws IOException if the session has ended or breaks */
    void ping() throws IOException {
        write(open -> open.getBasicRemote().sendPing(ByteBuffer.allocate(0)));
    }

    /** {@return how many parts of texts were written so far} */
    long partsWritten() {
        return parts.get();
    }

    /** @throws IOException if the session has ended or breaks */
    void close(CloseReason reason) throws IOException {
        write(open -> open.close(reason));
    }

    private void write(Write write) throws IOException {
        writing.lock();
        try {
            if (ended || cut) {
                throw new IOException("the session has ended");
            }
            interruptibly(write);
        } finally {
            writing.unlock();
        }
    }

    private void interruptibly(Write write) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        // Tyrus starts a timer for every message, for which Payara searches the whole application for services.
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        begin(thread);
        try {
            write.to(session);
        } finally {
            thread.setContextClassLoader(application);
            if (finish() && connection == null) {
                close();
            }
        }
        if (cut) {
            throw new IOException("the client does not read: the connection was cut");
        }
    }

    private void begin(Thread thread) {
        synchronized (interrupting) {
            writer = thread;
        }
    }

    /** {@return whether the write was interrupted} After this, nobody interrupts the thread that wrote. */
    private boolean finish() {
        synchronized (interrupting) {
            writer = null;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }

    /** Ends the session at once: a write under way fails. Never blocks. */
    void cut() {
        boolean mayClose;
        synchronized (interrupting) {
            if (cut) {
                return;
            }
            cut = true;
            mayClose = writer == null && !ended;
            if (writer != null) {
                interrupted = true;
                writer.interrupt();
            }
        }
        if (connection != null) {
            connection.cut();
        } else if (mayClose) {
            close();
        }
    }

    private void close() {
        try {
            session.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, "the client does not read"));
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection has ended already", e);
        }
    }

    /**
     * To be called in the container's {@code @OnClose}, before the container reuses the connection: after this, nothing is
     * written.
     */
    void end() {
        ended = true;
        try {
            if (!isFree(PATIENCE_SECONDS)) {
                cut();
                if (!isFree(LAST_PATIENCE_SECONDS)) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "session {0} ended while a write to it was still blocked; the write may reach another connection",
                            session.getId());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFree(int seconds) throws InterruptedException {
        boolean free = writing.tryLock(seconds, TimeUnit.SECONDS);
        if (free) {
            writing.unlock();
        }
        return free;
    }
}
