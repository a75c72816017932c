package org.synchrotron.server.runtime;

import java.sql.SQLException;

/** No connection to the database, or none that works. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(SQLException cause) {
        super("the database cannot be reached (SQLSTATE " + cause.getSQLState() + ")", cause);
    }
}
