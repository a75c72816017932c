package org.synchrotron.server.materialize;

import java.sql.SQLException;

/** The database did not go along with the run of a record. */
final class RunFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunFailed(SQLException cause) {
        super("SQLSTATE " + cause.getSQLState() + ": " + cause.getMessage(), cause);
    }
}
