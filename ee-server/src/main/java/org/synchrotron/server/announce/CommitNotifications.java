package org.synchrotron.server.announce;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.log.RecordTable;

/** One connection that listens for new records. Outside the pool and outside JTA: it stays. */
final class CommitNotifications implements AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;

    private final Connection connection;
    private final PGConnection notifications;
    private final Handle sql;

    CommitNotifications(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url, user, password);
        notifications = connection.unwrap(PGConnection.class);
        sql = PostgresSql.open(connection);
        RoleScope.dedicateToEngine(sql);
        sql.execute("listen " + LogLock.CHANNEL);
    }

    long head() {
        return new RecordTable(sql).lastIngestId();
    }

    /** {@return the greatest head that was announced, or 0} Waits until one is announced or some seconds have passed. */
    long await() throws SQLException {
        PGNotification[] rings = notifications.getNotifications(TIMEOUT_MS);
        long head = 0;
        for (PGNotification ring : rings == null ? new PGNotification[0] : rings) {
            head = Math.max(head, Long.parseLong(ring.getParameter()));
        }
        return head;
    }

    List<String> audience(long after, long head, List<String> open) {
        return open.isEmpty() ? List.of() : Audience.of(after, head, open, sql);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
        connection.close();
    }
}
