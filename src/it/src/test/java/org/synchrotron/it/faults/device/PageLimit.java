package org.synchrotron.it.faults.device;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many more pages the files of this process may get: what a full disk looks like to SQLite, on any machine. Thread-safe. */
final class PageLimit {

    private static final String LARGEST = "4294967294";

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile int more = Integer.MAX_VALUE;

    /** The limit counts for this connection, too. */
    void concerns(Connection connection) throws SQLException {
        connections.removeIf(PageLimit::isClosed);
        connections.add(connection);
        if (more < Integer.MAX_VALUE) {
            limit(connection);
        }
    }

    /** From now on there is room for so many more pages. */
    void set(int pages) throws SQLException {
        more = pages;
        for (Connection each : connections) {
            if (!isClosed(each)) {
                limit(each);
            }
        }
    }

    private void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = "
                    + (more == Integer.MAX_VALUE ? LARGEST : String.valueOf(pages(statement) + more)));
        }
    }

    private static long pages(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("PRAGMA page_count")) {
            return count.getLong(1);
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
