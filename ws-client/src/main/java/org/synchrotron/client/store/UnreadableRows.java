package org.synchrotron.client.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/** Rows of the sync tables that came out of a damaged file, and that nobody can read: a new file must not have them. */
final class UnreadableRows {

    /** A table, the column that identifies its rows, and how a row is read. */
    private record Table(String name, String key, String columns, PreparedStatements.RowReader reader) {}

    private static final List<Table> TABLES = List.of(
            new Table("synchrotron_action_records", "id", "id, created_at", rows -> {
                id(rows);
                Instant.parse(rows.getString(2));
            }),
            new Table(
                    "synchrotron_past_records",
                    "id",
                    "id, created_at, outcome, outcome_code, outcome_message",
                    rows -> {
                        id(rows);
                        Instant.parse(rows.getString(2));
                        Outcome.of(rows.getString(3), rows.getString(4), rows.getString(5));
                    }),
            new Table("synchrotron_quarantined_records", "refused_id", "refused_id", UnreadableRows::id),
            new Table("synchrotron_edited_records", "record_id", "record_id", UnreadableRows::id));

    private UnreadableRows() {}

    private static void id(ResultSet rows) throws SQLException {
        var unused = new ActionId(rows.getString(1));
    }

    /** {@return how many it has deleted} */
    static int delete(Connection connection) throws SQLException {
        int deleted = 0;
        for (Table table : TABLES) {
            for (String key : unreadable(table, connection)) {
                try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + table.name() + " WHERE " + table.key() + " = ?")) {
                    delete.setString(1, key);
                    deleted += delete.executeUpdate();
                }
            }
        }
        return deleted;
    }

    private static List<String> unreadable(Table table, Connection connection) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + table.columns() + " FROM " + table.name())) {
            while (rows.next()) {
                try {
                    UnreadableValue.take(table.reader(), rows);
                } catch (UnreadableValue e) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }
}
