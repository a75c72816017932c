package org.synchrotron.server.runtime;

import java.sql.SQLException;

/** Thrown when there is no connection to the database, or when the connection broke. The message names the SQLSTATE. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(SQLException cause) {
        super(
                "the database cannot be reached (SQLSTATE " + cause.getSQLState()
                        + "); check synchrotron.db.url and the database",
                cause);
    }
}
