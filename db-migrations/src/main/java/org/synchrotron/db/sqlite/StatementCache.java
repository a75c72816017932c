package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Prepared statements of one connection by what they are for; the least used go when there are too many. */
final class StatementCache<K> implements AutoCloseable {
    private static final int LIMIT = 256;

    private final Connection connection;
    private final Map<K, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

    StatementCache(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement get(K key, Supplier<String> sql) throws SQLException {
        PreparedStatement present = statements.get(key);
        if (present != null) {
            return present;
        }
        if (statements.size() >= LIMIT) {
            evict();
        }
        PreparedStatement prepared = connection.prepareStatement(sql.get());
        statements.put(key, prepared);
        return prepared;
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
