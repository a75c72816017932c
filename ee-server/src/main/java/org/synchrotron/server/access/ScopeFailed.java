package org.synchrotron.server.access;

import java.sql.SQLException;

/** Thrown when the database does not allow the block of a record to begin or end. The message names the SQLSTATE. */
public final class ScopeFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScopeFailed(SQLException cause) {
        super(
                "the role and settings of a record cannot be changed: SQLSTATE " + cause.getSQLState() + ": "
                        + cause.getMessage(),
                cause);
    }
}
