package org.synchrotron.server.announce;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.runtime.ManagedThreads;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.session.OpenSessions;

/**
 * Hears of every commit to the log, on whichever node, and tells the sessions of those who may see it. One thread of the
 * container; when its connection is lost it comes back by itself, and announces what it missed.
 */
@ApplicationScoped
public class CommitListener {

    private static final System.Logger LOG = System.getLogger(CommitListener.class.getName());
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    @Inject
    private ManagedThreads threads;

    @Inject
    private Settings settings;

    @Inject
    private OpenSessions sessions;

    private volatile boolean connected;
    private volatile boolean stopped;
    private @Nullable Thread thread;
    private long told = -1;
    private long pauseMs = FIRST_PAUSE_MS;

    /** {@return whether it hears of commits at present} */
    public boolean isConnected() {
        return connected;
    }

    /** Begins to listen. */
    public void start() {
        Thread listening = threads.thread("synchrotron-commit-listener", this::listen);
        thread = listening;
        listening.start();
    }

    /** Stops listening. */
    public void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void listen() {
        while (!stopped) {
            try (CommitNotifications bell = new CommitNotifications(
                    settings.databaseUrl(), settings.databaseUser(), settings.databasePassword())) {
                tell(bell, bell.head());
                connected = true;
                pauseMs = FIRST_PAUSE_MS;
                while (!stopped) {
                    tell(bell, bell.await());
                }
            } catch (SQLException | RuntimeException e) {
                pause(e);
            }
        }
    }

    private void tell(CommitNotifications bell, long head) {
        List<String> open = sessions.users();
        if (told < 0) {
            // What was committed before it could listen may concern anybody who is here already.
            sessions.announce(open, head);
        } else if (head > told) {
            sessions.announce(bell.audience(told, head, open), head);
        }
        told = Math.max(told, head);
    }

    private void pause(Exception cause) {
        boolean wasConnected = connected;
        connected = false;
        if (stopped) {
            return;
        }
        if (wasConnected || pauseMs == FIRST_PAUSE_MS) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "synchrotron cannot listen for new records, trying again: {0}",
                    cause.getMessage());
        }
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
}
