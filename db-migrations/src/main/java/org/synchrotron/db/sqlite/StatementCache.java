package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Prepared statements of one connection by key. Closes the least recently used one when it is full. For one thread at a time. The
 * caller that executes a statement closes its results.
 *
 * @param <K> identifies a statement
 */
public final class StatementCache<K> implements AutoCloseable {
    private static final int LIMIT = 256;

    private final Connection connection;
    private final Function<K, String> sql;
    private final Map<K, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

    /** @param sql returns the SQL of a key's statement */
    StatementCache(Connection connection, Function<K, String> sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /** {@return a cache whose keys are the SQL texts} */
    public static StatementCache<String> ofTexts(Connection connection) {
        return new StatementCache<>(connection, Function.identity());
    }

    /** {@return the statement of this key, with all parameters cleared} */
    public PreparedStatement get(K key) throws SQLException {
        PreparedStatement present = statements.get(key);
        if (present != null && isAlive(present)) {
            return present;
        }
        if (statements.size() >= LIMIT) {
            evict();
        }
        PreparedStatement prepared = connection.prepareStatement(sql.apply(key));
        statements.put(key, prepared);
        return prepared;
    }

    /**
     * {@return whether the statement can be executed} Clears its parameters. After some failures, such as a full disk, the driver
     * finalizes a statement but does not report it as closed.
     */
    public static boolean isAlive(PreparedStatement statement) {
        try {
            statement.clearParameters();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void evict() throws SQLException {
        K eldest = statements.keySet().iterator().next();
        try (PreparedStatement statement = statements.remove(eldest)) {
            assert statement != null;
        }
    }

    @Override
    public void close() throws SQLException {
        while (!statements.isEmpty()) {
            evict();
        }
    }
}
