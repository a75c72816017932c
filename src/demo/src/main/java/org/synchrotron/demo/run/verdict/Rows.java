package org.synchrotron.demo.run.verdict;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows of the application's tables that a connection sees, as text that is the same for SQLite and PostgreSQL.
 *
 * @param byName the columns of each row, by the row's table and id
 */
record Rows(SortedMap<String, String> byName) {

    private static final Map<String, List<String>> TABLES = Map.of(
            "files", List.of("id", "audience_key", "lines", "changes", "last_author", "last_commit", "deleted"),
            "author_tallies", List.of("id", "audience_key", "commits", "lines_added", "lines_deleted"));

    static Rows read(Connection connection) throws SQLException {
        SortedMap<String, String> rows = new TreeMap<>();
        for (Map.Entry<String, List<String>> table : TABLES.entrySet()) {
            String query = "select " + String.join(", ", table.getValue()) + " from " + table.getKey();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(query)) {
                while (result.next()) {
                    rows.put(table.getKey() + " " + result.getString("id"), text(result, table.getValue()));
                }
            }
        }
        return new Rows(rows);
    }

    /** {@return the authors whose tallies are among the rows} */
    List<String> tallies() {
        return byName.keySet().stream()
                .filter(name -> name.startsWith("author_tallies "))
                .map(name -> name.substring("author_tallies ".length()))
                .toList();
    }

    int size() {
        return byName.size();
    }

    private static String text(ResultSet row, List<String> columns) throws SQLException {
        String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i) + "=" + portable(row.getObject(i + 1));
        }
        return List.of(values).stream().skip(1).collect(Collectors.joining(" "));
    }

    /** SQLite stores booleans as 0 and 1. */
    private static String portable(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        return Objects.toString(value);
    }
}
