package org.synchrotron.server.log;

import java.sql.Connection;
import org.jdbi.v3.core.ConnectionFactory;

/** A connection whose owner closes it. */
record BorrowedConnection(Connection connection) implements ConnectionFactory {

    @Override
    public Connection openConnection() {
        return connection;
    }

    @Override
    public void closeConnection(Connection borrowed) {
        // Its owner does.
    }
}
