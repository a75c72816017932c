package org.synchrotron.client.store;

import java.util.Locale;
import java.util.Optional;

/** The table {@code state}: the replica's own values, by name. Not thread-safe. */
public final class StateTable {

    /** The names. The schema version is kept there too, by the schema itself. */
    enum Key {
        CLIENT_ID,
        WELCOMES,
        USER_ID,
        SERVER_EPOCH,
        CURSOR,
        PLACE_IN_LOG,
        CLOCK_TIME_MS,
        CLOCK_COUNTER,
        AUDIENCES,
        BASE_TIME_MS,
        BASE_COUNTER,
        LACKING,
        PAST_FORGOTTEN,
        TRACKED_TABLES,
        DEFERRED_FROM,
        DEFERRED_TO,
        APPLICATION_SCHEMA,
        LONGEST_ARGS,
        MOST_ROW_CHANGES;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String GET = "SELECT value FROM synchrotron_state WHERE key = ?";
    private static final String PUT =
            "INSERT INTO synchrotron_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

    private final PreparedStatements statements;

    public StateTable(Database database) {
        this.statements = database.statements();
    }

    Optional<String> get(Key key) {
        return statements.first(GET, query -> query.setString(1, key.text()), rows -> rows.getString(1));
    }

    long number(Key key) {
        return get(key).map(Long::parseLong).orElse(0L);
    }

    void put(Key key, Object value) {
        statements.update(PUT, upsert -> {
            upsert.setString(1, key.text());
            upsert.setString(2, value.toString());
        });
    }
}
