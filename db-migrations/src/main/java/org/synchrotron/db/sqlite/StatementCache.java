package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Prepared statements of one connection by what they are for; the least used go when there are too many. Belongs to one thread at a
 * time. Whoever executes a statement closes its results.
 */
public final class StatementCache<K> implements AutoCloseable {
    private static final int LIMIT = 256;

    private final Connection connection;
    private final Function<K, String> sql;
    private final Map<K, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

    /** @param sql the statement for a key that has none yet */
    StatementCache(Connection connection, Function<K, String> sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /** {@return one whose keys are the statements themselves} */
    public static StatementCache<String> ofTexts(Connection connection) {
        return new StatementCache<>(connection, Function.identity());
    }

    /** {@return the statement for this, without parameters} */
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
     * {@return whether the statement can be executed, and clears its parameters} The driver ends a statement that failed for good, as
     * on a full disk, and does not call it closed.
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
