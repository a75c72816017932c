package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.synchrotron.db.tracking.TrackedTable;

/** Prints the rows of a table as text, to compare two states byte for byte: equal dumps mean equal values and storage classes. */
public final class SqliteDump {
    private SqliteDump() {}

    /** Returns one line per row, ordered by id, with all columns (generated ones, too) as SQL literals. */
    public static List<String> rows(Connection connection, TrackedTable table) throws SQLException {
        String columns = columns(connection, table.name()).stream()
                .map(column -> literal(column + "=") + " || quote(" + quote(column) + ")")
                .collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + columns + " FROM " + quote(table.name()) + " ORDER BY id COLLATE BINARY")) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                lines.add(line(rows, width));
            }
        }
        return lines;
    }

    private static String line(ResultSet row, int width) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            values.add(row.getString(i));
        }
        return String.join(", ", values);
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }
}
