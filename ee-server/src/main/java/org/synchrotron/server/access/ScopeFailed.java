package org.synchrotron.server.access;

import java.sql.SQLException;

/** The database did not let the block of a record begin or end. */
public final class ScopeFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScopeFailed(SQLException cause) {
        super("SQLSTATE " + cause.getSQLState() + ": " + cause.getMessage(), cause);
    }
}
