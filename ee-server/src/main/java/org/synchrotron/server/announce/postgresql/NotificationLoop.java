package org.synchrotron.server.announce.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.announce.CommitListener;

/**
 * Listens to PostgreSQL on one thread with a connection of its own, and calls the {@link CommitListener}. When the connection is
 * lost, it opens a new one, after pauses that grow from 0.2 s to 10 s. Thread-safe.
 */
public final class NotificationLoop {

    /** Opens a connection of the login role, with auto-commit. */
    @FunctionalInterface
    public interface Connecting {
        Connection open() throws SQLException;
    }

    private static final System.Logger LOG = System.getLogger(NotificationLoop.class.getName());
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    /** After a look at the log; what is announced meanwhile is one hint. Bounds what a flood of notifications costs. */
    private static final long PAUSE_BETWEEN_LOOKS_MS = 5;

    private final Connecting database;
    private final CommitListener listener;
    private final ThreadFactory threads;

    private volatile boolean stopped;
    private @Nullable Thread thread;
    private long pauseMs = FIRST_PAUSE_MS;

    /** @param threads makes the thread of the loop */
    public NotificationLoop(Connecting database, CommitListener listener, ThreadFactory threads) {
        this.database = database;
        this.listener = listener;
        this.threads = threads;
    }

    /** Starts the thread, which begins to listen. */
    public synchronized void start() {
        Thread listening = threads.newThread(this::listen);
        listening.setName("synchrotron-commit-listener");
        thread = listening;
        listening.start();
    }

    /** Stops listening; it cannot be started again. Returns at once; the thread may continue for some seconds. */
    public synchronized void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void listen() {
        while (!stopped) {
            try (CommitNotifications notifications = CommitNotifications.on(database.open())) {
                listener.connected(notifications);
                pauseMs = FIRST_PAUSE_MS;
                while (!stopped) {
                    listenOnce(notifications);
                }
            } catch (SQLException | RuntimeException e) {
                lost(e);
            }
        }
    }

    /** It also looks when nothing was announced for a while: that costs little and finds a connection that is gone. */
    private void listenOnce(CommitNotifications notifications) throws SQLException {
        boolean announced = notifications.await();
        listener.notified();
        if (announced) {
            sleep(PAUSE_BETWEEN_LOOKS_MS);
        }
    }

    private void lost(Exception cause) {
        boolean wasConnected = listener.isConnected();
        listener.disconnected();
        if (stopped) {
            return;
        }
        if (wasConnected || pauseMs == FIRST_PAUSE_MS) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "synchrotron cannot listen for commits in the database; until the next attempt succeeds, clients are not"
                            + " notified of new records: {0}",
                    cause.getMessage());
        }
        pause();
    }

    private void pause() {
        sleep(pauseMs);
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }

    private void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
