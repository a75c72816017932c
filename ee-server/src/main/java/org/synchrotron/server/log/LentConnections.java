package org.synchrotron.server.log;

import java.sql.Connection;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;

/**
 * Opens Jdbi handles on existing connections, which their owners close. One Jdbi serves all connections, because its caches of
 * statements and arguments are expensive to build. Thread-safe.
 */
final class LentConnections implements ConnectionFactory {

    /** The connection for the handle that this thread opens at the moment. */
    private static final ThreadLocal<Connection> LENT = new ThreadLocal<>();

    Handle lend(Connection connection, Supplier<Handle> opening) {
        LENT.set(connection);
        try {
            return opening.get();
        } finally {
            LENT.remove();
        }
    }

    @Override
    public Connection openConnection() {
        Connection connection = LENT.get();
        if (connection == null) {
            throw new IllegalStateException(
                    "no connection was lent: open handles with PostgresSql.open or openForActions");
        }
        return connection;
    }

    @Override
    public void closeConnection(Connection borrowed) {
        // The owner closes the connection.
    }
}
