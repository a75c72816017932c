package org.synchrotron.client.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** The table {@code state}: what this replica knows of itself, by name. */
public final class StateTable {

    /** The names. The schema version is kept there too, by the schema itself. */
    enum Key {
        CLIENT_ID,
        USER_ID,
        SERVER_EPOCH,
        CURSOR,
        CLOCK_TIME_MS,
        CLOCK_COUNTER,
        AUDIENCES,
        UNEXPLORED_FROM,
        DEFERRED_FROM,
        DEFERRED_TO,
        APPLICATION_SCHEMA;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String GET = "SELECT value FROM synchrotron_state WHERE key = ?";
    private static final String PUT =
            "INSERT INTO synchrotron_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

    private final Database database;

    public StateTable(Database database) {
        this.database = database;
    }

    Optional<String> get(Key key) throws SQLException {
        PreparedStatement query = database.prepared(GET);
        query.setString(1, key.text());
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    long number(Key key) throws SQLException {
        return get(key).map(Long::parseLong).orElse(0L);
    }

    void put(Key key, Object value) throws SQLException {
        PreparedStatement upsert = database.prepared(PUT);
        upsert.setString(1, key.text());
        upsert.setString(2, value.toString());
        upsert.executeUpdate();
    }
}
