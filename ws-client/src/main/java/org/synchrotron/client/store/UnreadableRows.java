package org.synchrotron.client.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.StoredArgs;

/** Rows of the sync tables that came out of a damaged file, and that nobody can read: a new file must not have them. */
final class UnreadableRows {

    /**
     * A table.
     *
     * @param columns what the reader reads; the first one identifies the row
     */
    private record Table(String name, String columns, PreparedStatements.Row<?> reader) {

        String key() {
            return columns.split(",", 2)[0];
        }
    }

    private static final List<Table> TABLES = List.of(
            new Table("synchrotron_action_records", RecordRows.COLUMNS, RecordRows::entry),
            new Table("synchrotron_past_records", PastRecords.KEPT, PastRecords::readable),
            new Table("synchrotron_quarantined_records", "refused_id", UnreadableRows::id),
            new Table("synchrotron_edited_records", "record_id, args", UnreadableRows::edit));

    private UnreadableRows() {}

    private static ActionId id(ResultSet rows) throws SQLException {
        return RecordRows.id(rows, 1);
    }

    private static ActionId edit(ResultSet rows) throws SQLException {
        var unused = StoredArgs.read(rows.getString(2), "", HybridTimestamp.ZERO);
        return id(rows);
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
                    var unused =
                            UnreadableValue.<Object>reading(() -> table.reader().read(rows));
                } catch (UnreadableValue e) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }
}
