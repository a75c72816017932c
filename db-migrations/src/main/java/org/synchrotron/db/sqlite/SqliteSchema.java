package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

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
            List.of("v12/predicted_records.sql"));

    private SqliteSchema() {}

    /**
     * Creates the tables, or upgrades them to this library's version. Does nothing if they have it. Runs in the caller's
     * transaction; on a connection in auto-commit mode, in a transaction of its own.
     *
     * @throws IllegalStateException if the file has a newer version
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
            statement.executeUpdate("INSERT OR REPLACE INTO synchrotron_state (key, value) VALUES ('schema_version', '"
                    + VERSIONS.size() + "')");
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return single(statement, "SELECT count(*) FROM sqlite_schema WHERE name = 'synchrotron_state'") == 0
                    ? 0
                    : single(
                            statement,
                            "SELECT CAST(max(value) AS INTEGER) FROM synchrotron_state WHERE key = 'schema_version'");
        }
    }

    private static int single(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
