package org.synchrotron.server.announce;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.session.OpenSessions;

/**
 * Notifies the open sessions of commits on all nodes. A leaf calls {@link #connected}, then {@link #notified} for each commit,
 * until {@link #disconnected}. It remembers the head of its last notification, so after a lost connection it notifies sessions of
 * the commits that it missed.
 *
 * <p>One thread at a time makes these calls; any thread may call {@link #isConnected}.
 */
public final class CommitListener {

    /** Finds the users who may see what was committed. Called while the connection lasts. */
    @FunctionalInterface
    public interface Readers {

        /**
         * {@return those of the users who may see a record that arrived after the ingest id {@code after} and up to {@code head}}
         *
         * @throws RuntimeException if the connection is lost
         */
        List<String> of(long after, long head, List<String> users);
    }

    private static final long NOTHING = -1;

    private final OpenSessions sessions;
    private volatile @Nullable Readers connection;
    private long notifiedHead = NOTHING;

    public CommitListener(OpenSessions sessions) {
        this.sessions = sessions;
    }

    /** {@return whether it is notified of commits at present} */
    public boolean isConnected() {
        return connection != null;
    }

    /**
     * To be called when the leaf has begun to listen for commits. Notifies sessions of commits before that.
     *
     * @param head the head of the log, read after the leaf began to listen
     */
    public void connected(long head, Readers readers) {
        tell(head, readers);
        connection = readers;
    }

    /**
     * To be called after a commit: the log is committed up to this head.
     *
     * @throws IllegalStateException if {@link #connected} was not called before
     */
    public void notified(long head) {
        Readers readers = connection;
        if (readers == null) {
            throw new IllegalStateException("notified of head " + head + " before connected() was called");
        }
        tell(head, readers);
    }

    /** To be called when the leaf has lost its connection: there are no notifications until {@link #connected}. */
    public void disconnected() {
        connection = null;
    }

    private void tell(long head, Readers readers) {
        List<String> open = sessions.users();
        if (notifiedHead == NOTHING) {
            // Commits before it could listen may concern any session that is open already.
            sessions.announce(open, head);
        } else if (head > notifiedHead && !open.isEmpty()) {
            sessions.announce(readers.of(notifiedHead, head, open), head);
        }
        notifiedHead = Math.max(notifiedHead, head);
    }
}
