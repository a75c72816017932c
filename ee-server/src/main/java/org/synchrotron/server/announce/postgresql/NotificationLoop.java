package org.synchrotron.server.announce.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.announce.AccessListener;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.DatabaseListeners;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.Memberships;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.log.RevocationTable;
import org.synchrotron.server.log.WithdrawalTable;

/**
 * Listens to PostgreSQL on one thread with a connection of its own, and calls the {@link DatabaseListeners}. When the connection is
 * lost, it opens a new one, after pauses that grow from 0.2 s to 2 s. It asks the database for the head of the log after each
 * notification, and after a time without one, so that it notices a connection that died silently. Thread-safe.
 */
public final class NotificationLoop {

    /** Opens a connection of the login role, with auto-commit, on which each answer of the database has a time limit. */
    @FunctionalInterface
    public interface Connecting {
        Connection open() throws SQLException;
    }

    private static final System.Logger LOG = System.getLogger(NotificationLoop.class.getName());
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 2_000;
    private static final int QUIET_MS = 10_000;

    /**
     * After a look at the log; what is announced meanwhile is one hint. Bounds what a flood of notifications costs. A user's own records do not
     * wait for it: they follow the answer to the upload.
     */
    private static final long PAUSE_BETWEEN_LOOKS_MS = 5;

    private final Connecting database;
    private final String key;
    private final CommitListener listener;
    private final MembershipListener memberships;
    private final AccessListener access;
    private final WithdrawalListener withdrawals;
    private final ThreadFactory threads;
    private final Set<String> tags;
    private final int quietMs;

    private volatile boolean stopped;
    private volatile @Nullable CommitNotifications current;
    private @Nullable Thread thread;
    private long pauseMs = FIRST_PAUSE_MS;

    /**
     * @param key the key with which its connection opens its scope
     * @param threads makes the thread of the loop
     * @param tags the actions whose code this node has, which the others learn
     */
    public NotificationLoop(
            Connecting database, String key, DatabaseListeners listeners, ThreadFactory threads, Set<String> tags) {
        this(database, key, listeners, threads, tags, QUIET_MS);
    }

    /** @param quietMs after how long without a notification it asks the database for the head */
    NotificationLoop(
            Connecting database,
            String key,
            DatabaseListeners listeners,
            ThreadFactory threads,
            Set<String> tags,
            int quietMs) {
        this.database = database;
        this.key = key;
        this.listener = listeners.commits();
        this.memberships = listeners.memberships();
        this.access = listeners.access();
        this.withdrawals = listeners.withdrawals();
        this.threads = threads;
        this.tags = Set.copyOf(tags);
        this.quietMs = quietMs;
    }

    /** Starts the thread, which begins to listen. */
    public synchronized void start() {
        Thread listening = threads.newThread(this::listen);
        listening.setName("synchrotron-commit-listener");
        thread = listening;
        listening.start();
    }

    /** Stops listening; it cannot be started again. Returns at once, and the thread ends soon: its connection is closed. */
    public synchronized void stop() {
        stopped = true;
        CommitNotifications ending = current;
        if (ending != null) {
            abort(ending);
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    private static void abort(CommitNotifications ending) {
        try {
            ending.abort();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection was closed already", e);
        }
    }

    private void listen() {
        while (!stopped) {
            try (CommitNotifications notifications = CommitNotifications.on(database.open(), key, tags)) {
                current = notifications;
                access.connected();
                access.lookIfDue(notifications);
                listener.connected(notifications);
                memberships.connected();
                withdrawals.connected();
                pauseMs = FIRST_PAUSE_MS;
                while (!stopped) {
                    listenOnce(notifications);
                }
            } catch (SQLException | RuntimeException | Error e) {
                lost(e);
            } finally {
                current = null;
            }
        }
        listener.disconnected();
    }

    /** It also looks when nothing was announced for a while: that costs little and finds a connection that is gone. */
    private void listenOnce(CommitNotifications notifications) throws SQLException {
        Set<String> announced = notifications.await(waitMs());
        if (announced.contains(Memberships.CHANNEL)) {
            memberships.notified();
        }
        if (announced.contains(RevocationTable.CHANNEL)) {
            access.notified();
        }
        if (announced.contains(WithdrawalTable.CHANNEL)) {
            withdrawals.notified();
        }
        access.lookIfDue(notifications);
        listener.notified();
        memberships.compareIfDue(notifications);
        withdrawals.lookIfDue();
        if (!announced.isEmpty()) {
            sleep(PAUSE_BETWEEN_LOOKS_MS);
        }
    }

    /** At least a millisecond: for less, the driver would not end to wait. */
    private int waitMs() {
        long due = Stream.of(memberships.due(), access.due(), withdrawals.due())
                .mapToLong(Duration::toMillis)
                .min()
                .getAsLong();
        return (int) Math.min(quietMs, due + 1);
    }

    private void lost(Throwable cause) {
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
