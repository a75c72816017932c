package org.synchrotron.db.sqlite;

import static java.util.Objects.requireNonNull;
import static org.synchrotron.db.tracking.Identifier.quote;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/**
 * Writes single rows from patches, in the present capture mode. The log is older or newer than the tables here may be: it passes over tables
 * and columns that are not tracked here. For one connection and one thread.
 */
final class RowWriter implements AutoCloseable {
    private record Shape(RowOperation operation, String table, List<String> columns) {}

    private record Columns(TrackedTable table, Map<String, ColumnType> types) {
        /** Returns those columns of the patch that the table has. */
        List<String> of(JsonObject patch) {
            return patch.keySet().stream().filter(types::containsKey).toList();
        }

        ColumnType type(String column) {
            return requireNonNull(types.get(column));
        }
    }

    /** SQLite's code for a value of another type than the column's. */
    private static final int MISMATCH = 20;

    private final Map<String, Columns> tables = new HashMap<>();
    private final StatementCache<Shape> statements;

    RowWriter(Connection connection, Collection<TrackedTable> tracked) {
        statements = new StatementCache<>(connection, this::sql);
        for (TrackedTable table : tracked) {
            Map<String, ColumnType> types =
                    table.columns().stream().collect(Collectors.toMap(TrackedColumn::name, TrackedColumn::type));
            tables.put(table.name(), new Columns(table, types));
        }
    }

    /**
     * Returns whether it wrote a row. An INSERT of an existing row, and an UPDATE or DELETE of a missing row, do nothing.
     *
     * @throws SQLException also if a column cannot hold its value
     */
    boolean write(RowEdit edit) throws SQLException {
        return write(edit, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Does the same, but stores these texts in JSON columns instead of the patch's values. */
    boolean write(RowEdit edit, JsonObject exactTexts) throws SQLException {
        Columns columns = tables.get(edit.table());
        if (columns == null) {
            return false;
        }
        return switch (edit.operation()) {
            case INSERT -> insert(columns, edit, exactTexts);
            case UPDATE -> update(columns, edit, exactTexts);
            case DELETE -> delete(edit);
        };
    }

    private boolean insert(Columns columns, RowEdit edit, JsonObject exactTexts) throws SQLException {
        List<String> names = columns.of(edit.patch());
        PreparedStatement insert = statements.get(new Shape(RowOperation.INSERT, edit.table(), names));
        bind(insert, columns, names, edit.patch(), exactTexts);
        if (!columns.table().audienceGenerated()) {
            insert.setString(names.size() + 1, edit.audienceKey());
        }
        return insert.executeUpdate() > 0;
    }

    private boolean update(Columns columns, RowEdit edit, JsonObject exactTexts) throws SQLException {
        List<String> names = columns.of(edit.patch());
        if (names.isEmpty()) {
            return false;
        }
        PreparedStatement update = statements.get(new Shape(RowOperation.UPDATE, edit.table(), names));
        bind(update, columns, names, edit.patch(), exactTexts);
        update.setString(names.size() + 1, edit.rowId());
        return update.executeUpdate() > 0;
    }

    private boolean delete(RowEdit edit) throws SQLException {
        PreparedStatement delete = statements.get(new Shape(RowOperation.DELETE, edit.table(), List.of()));
        delete.setString(1, edit.rowId());
        return delete.executeUpdate() > 0;
    }

    private String sql(Shape shape) {
        TrackedTable table = requireNonNull(tables.get(shape.table())).table();
        return switch (shape.operation()) {
            case INSERT -> insertSql(table, shape.columns());
            case UPDATE -> updateSql(table, shape.columns());
            case DELETE -> "DELETE FROM " + quote(table.name()) + " WHERE id = ?";
        };
    }

    private static String insertSql(TrackedTable table, List<String> names) {
        List<String> written = new ArrayList<>(names);
        if (!table.audienceGenerated()) {
            written.add(TrackedTable.AUDIENCE_KEY);
        }
        return "INSERT INTO " + quote(table.name()) + " ("
                + written.stream().map(Identifier::quote).collect(Collectors.joining(", ")) + ") VALUES ("
                + written.stream().map(name -> "?").collect(Collectors.joining(", ")) + ") ON CONFLICT (id) DO NOTHING";
    }

    private static String updateSql(TrackedTable table, List<String> names) {
        return "UPDATE " + quote(table.name()) + " SET "
                + names.stream().map(name -> quote(name) + " = ?").collect(Collectors.joining(", ")) + " WHERE id = ?";
    }

    /** Binds the patch to the parameters from 1 on. */
    private static void bind(
            PreparedStatement statement, Columns columns, List<String> names, JsonObject patch, JsonObject exactTexts)
            throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            statement.setObject(
                    i + 1,
                    exactTexts.containsKey(name)
                            ? exactTexts.getString(name)
                            : value(columns, name, requireNonNull(patch.get(name))));
        }
    }

    private static @Nullable Object value(Columns columns, String name, JsonValue value) throws SQLException {
        try {
            return SqliteValues.toBind(columns.type(name), value);
        } catch (TrackingException e) {
            throw new SQLException(
                    "column " + columns.table().name() + "." + name + ": " + e.getMessage(), null, MISMATCH, e);
        }
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
