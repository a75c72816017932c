package org.synchrotron.client.store;

import java.sql.SQLException;

/**
 * SQL has failed inside the store. It passes through the work of a transaction unchanged; {@link Database}, which knows what was being
 * done, makes it a {@link org.synchrotron.client.DatabaseFailure}.
 */
final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Work with JDBC. */
    @FunctionalInterface
    interface Jdbc<T> {
        T run() throws SQLException;
    }

    /** Work with JDBC that gives nothing. */
    @FunctionalInterface
    interface JdbcStep {
        void run() throws SQLException;
    }

    private final SQLException sql;

    StoreFailure(SQLException sql) {
        super(sql);
        this.sql = sql;
    }

    /** {@return what SQL said} */
    SQLException sql() {
        return sql;
    }

    /** {@return what the work gives} */
    static <T> T unchecked(Jdbc<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** The same for work that gives nothing. */
    static void unchecked(JdbcStep work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }
}
