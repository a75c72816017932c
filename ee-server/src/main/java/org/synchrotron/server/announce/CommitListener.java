package org.synchrotron.server.announce;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.session.OpenSessions;

/**
 * Tells the open sessions of commits, on whichever node they were made. A leaf tells it in turn: {@link #connected}, then {@link
 * #notified} of each commit, until {@link #disconnected}. It knows how far it has told, so after a lost connection it tells what it
 * missed.
 *
 * <p>One thread at a time tells it; others may ask.
 */
public final class CommitListener {

    /** Who may see what was committed. Asked while the connection lasts. */
    @FunctionalInterface
    public interface Readers {

        /**
         * {@return those of the users who may see something that arrived after the one ingest id and up to the other}
         *
         * @throws RuntimeException if the connection is lost
         */
        List<String> of(long after, long head, List<String> users);
    }

    private static final long NOTHING = -1;

    private final OpenSessions sessions;
    private volatile @Nullable Readers connection;
    private long told = NOTHING;

    public CommitListener(OpenSessions sessions) {
        this.sessions = sessions;
    }

    /** {@return whether it hears of commits at present} */
    public boolean isConnected() {
        return connection != null;
    }

    /** It hears of commits from here on; the head is the log's, read after that. Tells of what was committed before. */
    public void connected(long head, Readers readers) {
        tell(head, readers);
        connection = readers;
    }

    /**
     * The log was committed up to this head.
     *
     * @throws IllegalStateException if it is not connected
     */
    public void notified(long head) {
        Readers readers = connection;
        if (readers == null) {
            throw new IllegalStateException("notified of " + head + " without a connection");
        }
        tell(head, readers);
    }

    /** It hears of nothing until it is connected again. */
    public void disconnected() {
        connection = null;
    }

    private void tell(long head, Readers readers) {
        List<String> open = sessions.users();
        if (told == NOTHING) {
            // What was committed before it could listen may concern anybody who is here already.
            sessions.announce(open, head);
        } else if (head > told && !open.isEmpty()) {
            sessions.announce(readers.of(told, head, open), head);
        }
        told = Math.max(told, head);
    }
}
