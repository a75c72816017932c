package org.synchrotron.client.store;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.synchrotron.db.sqlite.StateChecksum;

/** The table {@code state}: the replica's own values, by name, each with a checksum. Not thread-safe. */
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
        APPLICATION_DEFINITIONS,
        LONGEST_ARGS,
        MOST_ROW_CHANGES;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String ALL = "SELECT * FROM synchrotron_state";
    private static final String GET = ALL + " WHERE key = ?";
    private static final String PUT =
            "INSERT INTO synchrotron_state (key, value, checksum) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                    + " value = excluded.value, checksum = excluded.checksum";

    private final PreparedStatements statements;

    public StateTable(Database database) {
        this.statements = database.statements();
    }

    Optional<String> get(Key key) {
        return get(key, text -> text);
    }

    /**
     * {@return the value as its reader reads it; empty if there is none}
     *
     * @param reader throws an {@link IllegalArgumentException} for a text that is no such value
     */
    <T> Optional<T> get(Key key, Function<String, T> reader) {
        return statements.first(
                GET, query -> query.setString(1, key.text()), row -> reader.apply(StateChecksum.checked(row)));
    }

    /** {@return the number; 0 if there is none} It is never negative. */
    long number(Key key) {
        return get(key, StateTable::count).orElse(0L);
    }

    /** {@return what such a number says} */
    static long count(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw new IllegalArgumentException("a negative number: " + text);
        }
        return number;
    }

    /** Looks at all values, also at those under a key that nobody asks for: it may be wrong. Gives checksums to those that have none. */
    void check() {
        Map<String, String> without = new HashMap<>();
        statements.each(ALL, none -> {}, row -> {
            String value = StateChecksum.checked(row);
            if (row.getString("checksum") == null) {
                without.put(row.getString("key"), value);
            }
        });
        without.forEach(this::put);
    }

    void put(Key key, Object value) {
        put(key.text(), value.toString());
    }

    private void put(String key, String value) {
        statements.update(PUT, upsert -> {
            upsert.setString(1, key);
            upsert.setString(2, value);
            upsert.setLong(3, StateChecksum.of(key, value));
        });
    }
}
