package org.synchrotron.client.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synchrotron.db.sqlite.StatementCache;

/**
 * The statements of one connection, each prepared once. SQL exceptions become {@link StoreFailure}. Not thread-safe: one thread at a
 * time may use it.
 */
final class PreparedStatements implements AutoCloseable {

    /** Binds a statement's parameters. */
    @FunctionalInterface
    interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads a value from the present row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Receives the present row. */
    @FunctionalInterface
    interface RowReader {
        void take(ResultSet rows) throws SQLException;
    }

    private static final Parameters NONE = statement -> {};

    private final StatementCache<String> cache;

    PreparedStatements(Connection connection) {
        this.cache = StatementCache.ofTexts(connection);
    }

    /** Executes a statement without parameters and results. */
    void execute(String sql) {
        StoreFailure.unchecked(() -> cache.get(sql).execute());
    }

    /** {@return how many rows it changed} */
    int update(String sql, Parameters parameters) {
        return StoreFailure.unchecked(() -> bound(sql, parameters).executeUpdate());
    }

    /** Passes each row of the result to the reader, in order. */
    void each(String sql, Parameters parameters, RowReader reader) {
        StoreFailure.unchecked(() -> {
            try (ResultSet rows = bound(sql, parameters).executeQuery()) {
                while (rows.next()) {
                    UnreadableValue.reading(() -> {
                        reader.take(rows);
                        return rows;
                    });
                }
            }
        });
    }

    private PreparedStatement bound(String sql, Parameters parameters) throws SQLException {
        PreparedStatement statement = cache.get(sql);
        parameters.bind(statement);
        return statement;
    }

    /** {@return the rows of the result, in order} */
    <T> List<T> list(String sql, Parameters parameters, Row<T> row) {
        List<T> found = new ArrayList<>();
        each(sql, parameters, rows -> found.add(row.read(rows)));
        return found;
    }

    /** {@return the rows of the result, in order} */
    <T> List<T> list(String sql, Row<T> row) {
        return list(sql, NONE, row);
    }

    /** {@return the first row of the result, if it has any} */
    <T> Optional<T> first(String sql, Parameters parameters, Row<T> row) {
        return StoreFailure.unchecked(() -> {
            try (ResultSet rows = bound(sql, parameters).executeQuery()) {
                return rows.next() ? Optional.of(UnreadableValue.reading(() -> row.read(rows))) : Optional.<T>empty();
            }
        });
    }

    /** {@return the number that is the first column of the first row} */
    long number(String sql) {
        return first(sql, NONE, rows -> rows.getLong(1)).orElseThrow();
    }

    @Override
    public void close() throws SQLException {
        cache.close();
    }
}
