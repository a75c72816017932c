package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in the caller's transaction; on a connection in auto-commit mode, in a transaction of its own. */
public final class SqliteTransaction {
    private SqliteTransaction() {}

    interface Work<T> {
        T run() throws SQLException;
    }

    static <T> T run(Connection connection, Work<T> work) throws SQLException {
        if (!connection.getAutoCommit()) {
            return work.run();
        }
        try {
            connection.setAutoCommit(false);
            T result = work.run();
            // Commits; the driver's commit() would begin the next transaction at once.
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    /**
     * Ends the transaction in any state, and leaves the connection in auto-commit mode. SQLite may have rolled back already, for example because
     * the disk is full; then there is none.
     *
     * @param cause why it ends; gets what fails here as suppressed
     */
    public static void rollBack(Connection connection, Throwable cause) {
        attempt(cause, () -> connection.setAutoCommit(false));
        attempt(cause, connection::rollback);
        attempt(cause, () -> connection.setAutoCommit(true));
    }

    private static void attempt(Throwable cause, Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
