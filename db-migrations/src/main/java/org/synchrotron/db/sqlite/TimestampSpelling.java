package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;

import jakarta.json.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;

/**
 * Respells the timestamps that an earlier version of this library stored, in a tracked table and in its row changes: their text did not sort
 * as the instants do.
 */
final class TimestampSpelling {

    private static final List<String> LOGS = List.of("synchrotron_action_modified_rows", "synchrotron_applied_changes");
    private static final List<String> PATCHES = List.of("forward_patches", "reverse_patches");

    private final Connection connection;
    private final TrackedTable table;

    TimestampSpelling(Connection connection, TrackedTable table) {
        this.connection = connection;
        this.table = table;
    }

    /** Does nothing if that was done before. Works in the caller's transaction, after the table's triggers were created. */
    void bringUpToDate() throws SQLException {
        String entry = " WHERE table_name = " + literal(table.name());
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT respelled FROM synchrotron_tracked_tables" + entry)) {
                if (!rows.next() || rows.getBoolean(1)) {
                    return;
                }
            }
            for (TrackedColumn column : table.columns()) {
                if (column.type() == ColumnType.TIMESTAMP) {
                    respellRows(statement, quote(column.name()));
                    respellChanges(statement, "$." + Json.createValue(column.name()));
                }
            }
            statement.executeUpdate("UPDATE synchrotron_tracked_tables SET respelled = 1" + entry);
        }
    }

    /** Constraints hold for what actions write, and the row stays the same row. */
    private void respellRows(Statement statement, String column) throws SQLException {
        boolean ignored = SqliteConnections.isOn(connection, "ignore_check_constraints");
        try (CaptureContext context = new CaptureContext(connection)) {
            CaptureContext.Setting before = context.current();
            SqliteConnections.enforceChecks(connection, false);
            statement.executeUpdate("PRAGMA defer_foreign_keys = ON");
            context.undo();
            statement.executeUpdate("UPDATE " + quote(table.name()) + " SET " + column + " = "
                    + ColumnSql.sixDigits(column) + " WHERE length(" + column + ") IN (20, 24)");
            context.restore(before);
            SqliteConnections.enforceChecks(connection, !ignored);
        }
    }

    private void respellChanges(Statement statement, String member) throws SQLException {
        String path = literal(member);
        for (String log : LOGS) {
            for (String patch : PATCHES) {
                String text = "(" + patch + " ->> " + path + ")";
                statement.executeUpdate(
                        "UPDATE " + log + " SET " + patch + " = json_replace(" + patch + ", " + path + ", "
                                + ColumnSql.sixDigits(text) + ") WHERE table_name = " + literal(table.name())
                                + " AND length(" + text + ") IN (20, 24)");
            }
        }
    }
}
