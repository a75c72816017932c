package org.synchrotron.server.announce.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.announce.Audience;
import org.synchrotron.server.announce.AudienceDigests;
import org.synchrotron.server.announce.CommitListener.CommittedLog;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.log.RecordTable;

/**
 * A connection that listens for new records. It is outside the pool and outside JTA, because it stays open. Any login of the
 * database may notify, so what a notification says is not read. Not thread-safe, except for {@link
 * #abort}.
 */
final class CommitNotifications implements CommittedLog, AutoCloseable {

    /** The channel on which the tables of memberships notify, see the migration. */
    private static final String MEMBERSHIPS = "synchrotron_memberships";

    private final Connection connection;
    private final int timeoutMs;
    private final PGConnection notifications;
    private final Handle sql;

    private CommitNotifications(Connection connection, int timeoutMs) throws SQLException {
        this.connection = connection;
        this.timeoutMs = timeoutMs;
        this.notifications = connection.unwrap(PGConnection.class);
        this.sql = PostgresSql.open(connection);
    }

    /**
     * {@return the notifications of commits from now on} They own the connection: it is closed with them, and if this method
     * fails.
     *
     * @param timeoutMs how long {@link #await} waits at most
     */
    static CommitNotifications on(Connection connection, int timeoutMs) throws SQLException {
        try {
            CommitNotifications listening = new CommitNotifications(connection, timeoutMs);
            listening.listen();
            return listening;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void listen() {
        RoleScope.dedicateToEngine(sql);
        sql.execute("listen " + LogLock.CHANNEL);
        sql.execute("listen " + MEMBERSHIPS);
    }

    /** The database is asked, so that a dead connection is noticed. */
    @Override
    public long head() {
        return new RecordTable(sql).lastIngestId();
    }

    /** {@return what was announced, nothing after a limited time} */
    Announced await() throws SQLException {
        PGNotification[] arrived = notifications.getNotifications(timeoutMs);
        return arrived == null
                ? Announced.NOTHING
                : new Announced(
                        arrived.length > 0,
                        Arrays.stream(arrived).anyMatch(each -> each.getName().equals(MEMBERSHIPS)));
    }

    /**
     * What notifications were about.
     *
     * @param anything whether there were any
     * @param memberships whether some were about memberships
     */
    record Announced(boolean anything, boolean memberships) {
        static final Announced NOTHING = new Announced(false, false);
    }

    @Override
    public Map<String, String> audienceDigests(List<String> users) {
        return AudienceDigests.of(users, sql);
    }

    @Override
    public List<String> readers(long after, long head, List<String> users) {
        return Audience.of(after, head, users, sql);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
        connection.close();
    }

    /** Ends the connection at once, from any thread: a call that waits for the database fails. */
    void abort() throws SQLException {
        connection.abort(Runnable::run);
    }
}
