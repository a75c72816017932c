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

/** Listens to what the database announces after commit. */
final class Ring implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final Connection connection;

    Ring(Config config) throws SQLException {
        connection = DriverManager.getConnection(
                config.getValue("synchrotron.db.url", String.class),
                config.getValue("synchrotron.db.user", String.class),
                config.getValue("synchrotron.db.password", String.class));
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + LogLock.CHANNEL);
        }
    }

    /** {@return the heads that were announced up to this one, which must come} */
    List<Long> untilHead(long head) throws SQLException {
        List<Long> heard = new ArrayList<>();
        while (!heard.contains(head)) {
            PGNotification[] rings = connection.unwrap(PGConnection.class).getNotifications(PATIENCE_MS);
            if (rings == null || rings.length == 0) {
                throw new AssertionError("head " + head + " was not announced, only " + heard);
            }
            for (PGNotification ring : rings) {
                heard.add(Long.valueOf(ring.getParameter()));
            }
        }
        return heard;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
