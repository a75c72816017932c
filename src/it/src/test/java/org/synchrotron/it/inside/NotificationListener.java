package org.synchrotron.it.inside;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.synchrotron.server.log.LogLock;

/** Listens to the notifications that the database sends after a commit. */
final class NotificationListener implements AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;

    private final Connection connection;

    NotificationListener(Config config) throws SQLException {
        connection = DriverManager.getConnection(
                config.getValue("synchrotron.db.url", String.class),
                config.getValue("synchrotron.db.user", String.class),
                config.getValue("synchrotron.db.password", String.class));
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + LogLock.CHANNEL);
        }
    }

    /** {@return the notified heads up to this one; fails if it does not come in time} */
    List<Long> untilHead(long head) throws SQLException {
        List<Long> received = new ArrayList<>();
        while (!received.contains(head)) {
            PGNotification[] notifications =
                    connection.unwrap(PGConnection.class).getNotifications(TIMEOUT_MS);
            if (notifications == null || notifications.length == 0) {
                throw new AssertionError("there was no notification of head " + head + ", only of " + received);
            }
            for (PGNotification notification : notifications) {
                received.add(Long.valueOf(notification.getParameter()));
            }
        }
        return received;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
