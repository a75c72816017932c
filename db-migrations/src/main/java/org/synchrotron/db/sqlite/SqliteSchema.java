package org.synchrotron.db.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The {@code synchrotron_} tables of a client's file.
 *
 * <p>Each version is applied once, in order. {@code synchrotron_state} holds the number of the last one. A file of a newer
 * library is refused, because this library could misread it.
 */
public final class SqliteSchema {
    /** The files of each version. Released versions never change. */
    private static final List<List<String>> VERSIONS = List.of(
            List.of(
                    "v1/action_records.sql",
                    "v1/action_modified_rows.sql",
                    "v1/applied_changes.sql",
                    "v1/state.sql",
                    "v1/capture_context.sql"),
            List.of("v2/refused_rows.sql", "v2/quarantined_records.sql"),
            List.of("v3/no_contributions.sql"),
            List.of("v4/place_in_log.sql"),
            List.of("v5/past_records.sql"),
            List.of("v6/applying.sql", "v6/tracked_tables.sql", "v6/formerly_tracked.sql"),
            List.of("v7/respelled.sql", "v7/deleted_rows.sql"),
            List.of("v8/left_out_rows.sql"),
            List.of("v9/unadopted_rows.sql"),
            List.of("v10/withdrawn_outcomes.sql"),
            List.of("v11/edited_records.sql"),
            List.of("v12/predicted_records.sql"),
            List.of("v13/state_checksums.sql", "v13/record_counts.sql"),
            List.of("v14/orders.sql"));

    private static final String VERSION = "schema_version";

    private static final String OWN = "SELECT name, sql FROM sqlite_schema WHERE name LIKE 'synchrotron!_%' ESCAPE '!'"
            + " AND tbl_name LIKE 'synchrotron!_%' ESCAPE '!' AND sql IS NOT NULL ORDER BY name";

    private static final String OTHERS =
            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'synchrotron!_%' ESCAPE '!' AND sql IS NOT NULL ORDER BY name";

    private static final String DEFINITIONS = "schema_checksum";

    private SqliteSchema() {}

    /**
     * Creates the tables, or upgrades them to this library's version. Does nothing if they have it. Runs in the caller's
     * transaction; on a connection in auto-commit mode, in a transaction of its own.
     *
     * @throws IllegalStateException if the file has a newer version
     * @throws SQLException with SQLite's code for a damaged file if the file does not say which version it has
     */
    public static void install(Connection connection) throws SQLException {
        if (version(connection) == VERSIONS.size()) {
            return;
        }
        SqliteTransaction.run(connection, () -> {
            upgrade(connection);
            return VERSIONS.size();
        });
    }

    /**
     * {@return whether the definitions of these tables are as {@link #install} left them} If not, the file is damaged.
     *
     * @throws SQLException with SQLite's code for a damaged file if the file does not say how that was
     */
    public static boolean isIntact(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return number(statement, DEFINITIONS) == checksum(statement, OWN);
        }
    }

    /** {@return the checksum of the definitions of all other tables, indexes and triggers} */
    public static long checksumOfOthers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return checksum(statement, OTHERS);
        }
    }

    private static long checksum(Statement statement, String definitions) throws SQLException {
        CRC32 sum = new CRC32();
        try (ResultSet rows = statement.executeQuery(definitions)) {
            while (rows.next()) {
                sum.update((rows.getString(1) + '=' + rows.getString(2)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return sum.getValue();
    }

    private static void upgrade(Connection connection) throws SQLException {
        int present = version(connection);
        if (present > VERSIONS.size()) {
            throw new IllegalStateException(
                    "the file has version " + present + " of the synchrotron tables; this library knows versions up to "
                            + VERSIONS.size() + ": use a newer library");
        }
        try (Statement statement = connection.createStatement()) {
            for (List<String> files : VERSIONS.subList(present, VERSIONS.size())) {
                for (String file : files) {
                    statement.executeUpdate(SqlResource.read(file));
                }
            }
            put(statement, VERSION, VERSIONS.size());
            put(statement, DEFINITIONS, checksum(statement, OWN));
        }
    }

    private static void put(Statement statement, String key, long number) throws SQLException {
        statement.executeUpdate("INSERT OR REPLACE INTO synchrotron_state (key, value, checksum) VALUES ('" + key
                + "', '" + number + "', " + StateChecksum.of(key, String.valueOf(number)) + ")");
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return isThere(statement) ? (int) number(statement, VERSION) : 0;
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'synchrotron_state'")) {
            return rows.next();
        }
    }

    private static long number(Statement statement, String key) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM synchrotron_state WHERE key = '" + key + "'")) {
            if (!rows.next()) {
                throw StateChecksum.damaged("the sync tables do not say their " + key, null);
            }
            return Long.parseLong(StateChecksum.checked(rows));
        } catch (NumberFormatException e) {
            throw StateChecksum.damaged("the " + key + " of the sync tables cannot be read", e);
        }
    }
}
