package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.synchrotron.db.tracking.TrackingException;

/**
 * Renames tracked tables and their columns, together with their names in everything that the file stores: the log's known effects, the undo
 * log, rows that were left out, rows to adopt. Capture must be off ({@link SqliteTracking#suspend}). Works inside the caller's transaction.
 */
public final class StoredNames {

    private static final List<String> TABLES = List.of(
            "synchrotron_action_modified_rows",
            "synchrotron_applied_changes",
            "synchrotron_left_out_rows",
            "synchrotron_unadopted_rows",
            "synchrotron_tracked_tables");

    /** A JSON object with another key. {@code @} is the column; the parameters are the old path and the new one. */
    private static final String RENAMED = "iif(json_valid(@) AND json_type(@, ?1) IS NOT NULL,"
            + " json_set(json_remove(@, ?1), ?2, json(@ -> ?1)), @)";

    private StoredNames() {}

    /** Renames a table. */
    public static void renameTable(Connection connection, String from, String to) throws SQLException {
        execute(connection, "ALTER TABLE " + quote(from) + " RENAME TO " + quote(to));
        for (String table : TABLES) {
            // The new name may be that of a table that is gone.
            update(connection, "UPDATE OR REPLACE " + table + " SET table_name = ? WHERE table_name = ?", to, from);
        }
    }

    /** Renames a column. */
    public static void renameColumn(Connection connection, String table, String from, String to) throws SQLException {
        execute(connection, "ALTER TABLE " + quote(table) + " RENAME COLUMN " + quote(from) + " TO " + quote(to));
        renameKey(
                connection, "synchrotron_action_modified_rows", table, from, to, "forward_patches", "reverse_patches");
        renameKey(
                connection,
                "synchrotron_applied_changes",
                table,
                from,
                to,
                "forward_patches",
                "reverse_patches",
                "exact_texts");
        renameKey(connection, "synchrotron_left_out_rows", table, from, to, "content");
        renameKey(connection, "synchrotron_unadopted_rows", table, from, to, "content");
    }

    private static void renameKey(
            Connection connection, String stored, String table, String from, String to, String... objects)
            throws SQLException {
        for (String object : objects) {
            update(
                    connection,
                    "UPDATE " + stored + " SET " + object + " = " + RENAMED.replace("@", object)
                            + " WHERE table_name = ?3 COLLATE NOCASE",
                    path(from),
                    path(to),
                    table);
        }
    }

    private static String path(String column) {
        if (column.contains("\"")) {
            throw new TrackingException("column " + column + " has a quote in its name, which cannot be renamed");
        }
        return "$.\"" + column + "\"";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void update(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setString(i + 1, parameters[i]);
            }
            update.executeUpdate();
        }
    }
}
