package org.synchrotron.client.store;

import java.sql.SQLException;

/**
 * A failure of SQL inside the store. It passes through the work of a transaction unchanged; {@link Database} turns it into a {@link
 * org.synchrotron.client.DatabaseFailure} that says what was being done.
 */
final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Work with JDBC. */
    @FunctionalInterface
    interface Jdbc<T> {
        T run() throws SQLException;
    }

    /** Work with JDBC without a result. */
    @FunctionalInterface
    interface JdbcStep {
        void run() throws SQLException;
    }

    private final SQLException sql;

    StoreFailure(SQLException sql) {
        super(sql);
        this.sql = sql;
    }

    /** {@return the exception of SQL} */
    SQLException sql() {
        return sql;
    }

    /** {@return the result of the work} */
    static <T> T unchecked(Jdbc<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** The same for work without a result. */
    static void unchecked(JdbcStep work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }
}
