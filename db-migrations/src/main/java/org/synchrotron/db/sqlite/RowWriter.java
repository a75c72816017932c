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
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/** Writes single rows from patches, in the present capture mode. For one connection and one thread. */
final class RowWriter implements AutoCloseable {
    private record Shape(RowOperation operation, String table, List<String> columns) {}

    private record Columns(TrackedTable table, Map<String, ColumnType> types) {
        ColumnType type(String column) {
            ColumnType type = types.get(column);
            if (type == null) {
                throw new TrackingException("table " + table.name() + " has no tracked column " + column
                        + ", which a row change writes: bring the table up to date");
            }
            return type;
        }
    }

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

    /** Returns whether it wrote a row. An INSERT of an existing row, and an UPDATE or DELETE of a missing row, do nothing. */
    boolean write(RowEdit edit) throws SQLException {
        return write(edit, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Does the same, but stores these texts in JSON columns instead of the patch's values. */
    boolean write(RowEdit edit, JsonObject exactTexts) throws SQLException {
        Columns columns = tables.get(edit.table());
        if (columns == null) {
            throw new TrackingException("table " + edit.table() + " is not tracked here");
        }
        return switch (edit.operation()) {
            case INSERT -> insert(columns, edit, exactTexts);
            case UPDATE -> update(columns, edit, exactTexts);
            case DELETE -> delete(edit);
        };
    }

    private boolean insert(Columns columns, RowEdit edit, JsonObject exactTexts) throws SQLException {
        PreparedStatement insert = statement(edit);
        int next = bind(insert, columns, edit.patch(), exactTexts);
        if (!columns.table().audienceGenerated()) {
            insert.setString(next, edit.audienceKey());
        }
        return insert.executeUpdate() > 0;
    }

    private boolean update(Columns columns, RowEdit edit, JsonObject exactTexts) throws SQLException {
        if (edit.patch().isEmpty()) {
            return false;
        }
        PreparedStatement update = statement(edit);
        int next = bind(update, columns, edit.patch(), exactTexts);
        update.setString(next, edit.rowId());
        return update.executeUpdate() > 0;
    }

    private boolean delete(RowEdit edit) throws SQLException {
        PreparedStatement delete = statement(edit);
        delete.setString(1, edit.rowId());
        return delete.executeUpdate() > 0;
    }

    private PreparedStatement statement(RowEdit edit) throws SQLException {
        List<String> names = edit.operation() == RowOperation.DELETE
                ? List.of()
                : new ArrayList<>(edit.patch().keySet());
        return statements.get(new Shape(edit.operation(), edit.table(), names));
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

    /** Binds the patch to the parameters from 1 on; returns the index of the next parameter. */
    private static int bind(PreparedStatement statement, Columns columns, JsonObject patch, JsonObject exactTexts)
            throws SQLException {
        int index = 1;
        for (Map.Entry<String, JsonValue> entry : patch.entrySet()) {
            String name = entry.getKey();
            statement.setObject(
                    index++,
                    exactTexts.containsKey(name)
                            ? exactTexts.getString(name)
                            : SqliteValues.toBind(columns.type(name), entry.getValue()));
        }
        return index;
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
