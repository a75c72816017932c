package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/** Reads a table's definition and checks whether the table can be tracked. */
final class TableInspection {
    private record Column(String name, String declared, boolean inPrimaryKey, boolean generated) {}

    private final Connection connection;
    private final String requestedName;

    TableInspection(Connection connection, String table) {
        this.connection = connection;
        this.requestedName = table;
    }

    TrackedTable tracked() throws SQLException {
        String table = nameAsCreated();
        List<Column> columns = columns(table);
        requireId(table, columns);
        Column audience = requireAudience(table, columns);
        List<TrackedColumn> captured = new ArrayList<>();
        for (Column column : columns) {
            if (!column.generated() && !column.equals(audience)) {
                captured.add(new TrackedColumn(column.name(), type(table, column)));
            }
        }
        return new TrackedTable(table, captured, audience.generated());
    }

    private String nameAsCreated() throws SQLException {
        String sql =
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND lower(name) = lower(?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, requestedName);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new TrackingException("table " + requestedName
                            + " cannot be tracked: there is no table of this name;" + " create it first");
                }
                return rows.getString(1);
            }
        }
    }

    private List<Column> columns(String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString(1), declared(rows.getString(2)), rows.getInt(3) > 0, rows.getInt(4) >= 2));
                }
            }
        }
        return columns;
    }

    /** Removes GENERATED ALWAYS, which SQLite reports as part of the type. */
    private static String declared(String type) {
        return type.replaceFirst("(?i)\\s*GENERATED ALWAYS$", "");
    }

    private void requireId(String table, List<Column> columns) {
        List<Column> key = columns.stream().filter(Column::inPrimaryKey).toList();
        if (key.size() != 1 || !key.get(0).name().equals(TrackedTable.ID)) {
            throw refused(table, "its primary key must be the one column id; declare id TEXT PRIMARY KEY NOT NULL");
        }
        if (!type(table, key.get(0)).canIdentify()) {
            throw refused(table, "column id cannot be " + key.get(0).declared() + "; declare it TEXT or UUID");
        }
    }

    private Column requireAudience(String table, List<Column> columns) {
        Column audience = columns.stream()
                .filter(column -> column.name().equals(TrackedTable.AUDIENCE_KEY))
                .findFirst()
                .orElseThrow(
                        () -> refused(
                                table,
                                "it lacks the column audience_key, which says who may see a row; add audience_key TEXT NOT NULL"));
        if (type(table, audience) != ColumnType.TEXT) {
            throw refused(table, "column audience_key cannot be " + audience.declared() + "; declare it TEXT");
        }
        return audience;
    }

    private ColumnType type(String table, Column column) {
        return ColumnType.ofSqlite(column.declared())
                .orElseThrow(() -> refused(
                        table,
                        "column " + column.name() + " has the type '" + column.declared()
                                + "', which is not portable; declare it as one of " + ColumnType.SQLITE_DECLARATIONS));
    }

    private static TrackingException refused(String table, String reason) {
        return new TrackingException("table " + table + " cannot be tracked: " + reason);
    }
}
