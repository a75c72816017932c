package org.synchrotron.server.log;

import java.sql.Connection;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;

/**
 * Connections whose owners close them. One Jdbi serves all of them, because what it knows of statements and arguments is costly
 * to find out and lives in the Jdbi.
 */
final class LentConnections implements ConnectionFactory {

    /** While a handle opens. */
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
            throw new IllegalStateException("a handle is opened on the connection of a transaction only");
        }
        return connection;
    }

    @Override
    public void closeConnection(Connection borrowed) {
        // Its owner does.
    }
}
