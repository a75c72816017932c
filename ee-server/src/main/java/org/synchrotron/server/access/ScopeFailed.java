package org.synchrotron.server.access;

import java.sql.SQLException;

/**
 * Thrown when the database does not allow a block in a role to begin, or the block of a record to end: for example because the role is not
 * there. The message names the SQLSTATE.
 */
public final class ScopeFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScopeFailed(SQLException cause) {
        super(
                "the role and settings of the transaction cannot be changed: SQLSTATE " + cause.getSQLState() + ": "
                        + cause.getMessage(),
                cause);
    }
}
