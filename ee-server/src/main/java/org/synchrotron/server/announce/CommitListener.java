package org.synchrotron.server.announce;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.session.OpenSessions;

/**
 * Notifies the open sessions of commits on all nodes. A leaf calls {@link #connected}, then {@link #notified} after each commit,
 * until {@link #disconnected}. It reads the head from the log itself: a notification is a hint to look and carries nothing that
 * it believes. It remembers the head of its last look, so after a lost connection it notifies sessions of the commits that it
 * missed.
 *
 * <p>One thread at a time makes these calls; any thread may call {@link #isConnected}.
 */
public final class CommitListener {

    /** The log, as the leaf's connection sees it. Called while the connection lasts. */
    public interface CommittedLog {

        /**
         * {@return the end of the log, as far as it is committed}
         *
         * @throws RuntimeException if the connection is lost
         */
        LogPosition end();

        /**
         * {@return whether the log has this place}
         *
         * @throws RuntimeException if the connection is lost
         */
        boolean has(LogPosition place);

        /**
         * {@return those of the users who may see a record that arrived after the ingest id {@code after} and up to {@code head}}
         *
         * @throws RuntimeException if the connection is lost
         */
        List<String> readers(long after, long head, List<String> users);
    }

    private final OpenSessions sessions;
    private final LogReplacedListener replaced;
    private volatile @Nullable CommittedLog connection;
    private @Nullable LogPosition notified;

    /** @param replaced is told when a new connection leads to another log */
    public CommitListener(OpenSessions sessions, LogReplacedListener replaced) {
        this.sessions = sessions;
        this.replaced = replaced;
    }

    /** {@return the ingest id up to which it has notified sessions; 0 before it was connected} For the thread that calls it. */
    public long announced() {
        LogPosition last = notified;
        return last == null ? 0 : last.ingestId();
    }

    /** {@return whether it is notified of commits at present} */
    public boolean isConnected() {
        return connection != null;
    }

    /**
     * To be called when the leaf has begun to listen for commits. Notifies sessions of commits before that. After a lost connection all
     * sessions look: another database may have taken over, without the latest commits. If it has, that is told.
     */
    public void connected(CommittedLog log) {
        LogPosition before = notified;
        if (before == null) {
            look(log);
        } else {
            boolean same = log.has(before);
            sessions.look(Set.copyOf(sessions.users()));
            LogPosition end = look(log);
            if (!same) {
                replaced.replaced(before, end);
            }
        }
        connection = log;
    }

    /**
     * To be called after a commit, or when there may have been one. Without a new record nobody is notified.
     *
     * @throws IllegalStateException if {@link #connected} was not called before
     */
    public void notified() {
        CommittedLog log = connection;
        if (log == null) {
            throw new IllegalStateException("notified of a commit before connected() was called");
        }
        look(log);
    }

    /** To be called when the leaf has lost its connection: there are no notifications until {@link #connected}. */
    public void disconnected() {
        connection = null;
    }

    private LogPosition look(CommittedLog log) {
        LogPosition end = log.end();
        long head = end.ingestId();
        LogPosition before = notified;
        List<String> open = sessions.users();
        if (before == null) {
            // Commits before it could listen may concern any session that is open already.
            sessions.announce(open, head);
        } else if (head > before.ingestId() && !open.isEmpty()) {
            sessions.announce(log.readers(before.ingestId(), head, open), head);
        }
        notified = end;
        return end;
    }
}
