package org.synchrotron.server.announce.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.announce.Audience;
import org.synchrotron.server.announce.CommitListener.CommittedLog;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.log.RecordTable;

/**
 * A connection that listens for new records. It is outside the pool and outside JTA, because it stays open. Any login of the
 * database may notify, so what a notification says is not read. Not thread-safe.
 */
final class CommitNotifications implements CommittedLog, AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;

    private final Connection connection;
    private final PGConnection notifications;
    private final Handle sql;

    private CommitNotifications(Connection connection) throws SQLException {
        this.connection = connection;
        this.notifications = connection.unwrap(PGConnection.class);
        this.sql = PostgresSql.open(connection);
    }

    /**
     * {@return the notifications of commits from now on} They own the connection: it is closed with them, and if this method
     * fails.
     */
    static CommitNotifications on(Connection connection) throws SQLException {
        try {
            CommitNotifications listening = new CommitNotifications(connection);
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
    }

    @Override
    public long head() {
        return new RecordTable(sql).lastIngestId();
    }

    /** {@return whether something was announced} Waits for an announcement, at most {@link #TIMEOUT_MS} milliseconds. */
    boolean await() throws SQLException {
        PGNotification[] arrived = notifications.getNotifications(TIMEOUT_MS);
        return arrived != null && arrived.length > 0;
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
}
