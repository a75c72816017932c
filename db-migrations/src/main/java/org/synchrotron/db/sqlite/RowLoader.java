package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/**
 * Replaces rows of tracked tables as they are, without a record that made them: many at once, and SQLite itself reads their JSON. Nothing is
 * captured, and triggers of the application do not act. Foreign keys must not be enforced ({@link SqliteConnections#enforceForeignKeys}).
 *
 * <p>Works inside the caller's transaction and keeps prepared statements until {@link #close()}. Create it after the tables are tracked,
 * for one connection and one thread.
 */
public final class RowLoader implements AutoCloseable {

    /** The work of {@link #load}. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    /**
     * JSON arrays of rows, or of ids, in the file or not. Immutable.
     *
     * @param query selects them, as text or as SQLite's binary JSON, in a column named {@code content}
     * @param parameters the texts that are bound to the query
     */
    public record JsonArrays(String query, List<String> parameters) {

        public JsonArrays {
            parameters = List.copyOf(parameters);
        }

        /** {@return one array} */
        public static JsonArrays of(String array) {
            return new JsonArrays("SELECT ? AS content", List.of(array));
        }
    }

    private record Shape(String table, List<String> columns, String query, boolean deletes) {}

    private static final int MANY = 5_000;

    /** Capture, and the triggers that act in actions only, ask for the context. */
    private static final String TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            + " AND sql LIKE '%synchrotron!_capture!_context%' ESCAPE '!' AND tbl_name COLLATE NOCASE IN (";

    private final Connection connection;
    private final Map<String, TrackedTable> tables;
    private final CaptureContext context;
    private final StatementCache<String> deletions;
    private final StatementCache<Shape> statements;

    public RowLoader(Connection connection, Collection<TrackedTable> tracked) {
        this.connection = connection;
        this.tables = tracked.stream()
                .collect(Collectors.toMap(
                        TrackedTable::name, Function.identity(), (one, same) -> same, LinkedHashMap::new));
        this.context = new CaptureContext(connection);
        this.deletions = StatementCache.ofTexts(connection);
        this.statements = new StatementCache<>(connection, this::sql);
    }

    /**
     * Runs the work, which calls the other methods, without these triggers. Afterwards writes are refused.
     *
     * @param rows how many rows it will insert, about: for many the triggers are dropped and created again, although all statements of the
     *     connection must then be prepared again
     */
    public void load(long rows, Work work) throws SQLException {
        if (rows < MANY) {
            context.undo();
            work.run();
            context.none();
        } else {
            withoutTriggers(work);
        }
    }

    private void withoutTriggers(Work work) throws SQLException {
        Map<String, String> silenced = triggers();
        try (Statement ddl = connection.createStatement()) {
            for (String name : silenced.keySet()) {
                ddl.executeUpdate("DROP TRIGGER " + quote(name));
            }
            work.run();
            context.none();
            for (String sql : silenced.values()) {
                ddl.executeUpdate(sql);
            }
        }
    }

    private Map<String, String> triggers() throws SQLException {
        String names = tables.keySet().stream().map(Identifier::literal).collect(Collectors.joining(", "));
        Map<String, String> found = new LinkedHashMap<>();
        if (tables.isEmpty()) {
            return found;
        }
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(TRIGGERS + names + ") ORDER BY rowid")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    /** Deletes all rows of the table. */
    public void deleteAll(String table) throws SQLException {
        deletions.get("DELETE FROM " + quote(tracked(table).name())).executeUpdate();
    }

    /** Deletes the rows of these audiences, in all tables. */
    public void deleteAudiences(String audiencesAsArray) throws SQLException {
        for (String table : tables.keySet()) {
            deleteBy(
                    "DELETE FROM " + quote(table) + " WHERE audience_key IN (SELECT value FROM json_each(?))",
                    audiencesAsArray);
        }
    }

    /** Deletes the rows with these ids. */
    public void delete(String table, JsonArrays ids) throws SQLException {
        if (holdsRows(table)) {
            bound(
                            deletions.get(
                                    "DELETE FROM " + quote(tracked(table).name()) + " WHERE id IN (SELECT value FROM ("
                                            + ids.query() + ") AS arrays, json_each(arrays.content))"),
                            ids)
                    .executeUpdate();
        }
    }

    private void deleteBy(String sql, String array) throws SQLException {
        PreparedStatement delete = deletions.get(sql);
        delete.setString(1, array);
        delete.executeUpdate();
    }

    /**
     * Deletes the rows that {@link #insert} would insert, whatever they hold.
     *
     * @param columns see {@link #insert}
     */
    public void deletePresent(String table, List<String> columns, JsonArrays rows) throws SQLException {
        if (holdsRows(table)) {
            execute(new Shape(table, columns, rows.query(), true), rows);
        }
    }

    private boolean holdsRows(String table) throws SQLException {
        PreparedStatement query = deletions.get(
                "SELECT EXISTS (SELECT 1 FROM " + quote(tracked(table).name()) + ")");
        try (ResultSet found = query.executeQuery()) {
            return found.next() && found.getBoolean(1);
        }
    }

    /**
     * Inserts rows, in the order of their ids, so that they go into the index of ids one after the other. None of them may exist.
     *
     * @param columns names of tracked columns, {@code id} among them
     * @param rows each array has an array for each row: its audience, then the portable values of the columns
     * @return how many
     */
    public int insert(String table, List<String> columns, JsonArrays rows) throws SQLException {
        return execute(new Shape(table, columns, rows.query(), false), rows);
    }

    private int execute(Shape shape, JsonArrays rows) throws SQLException {
        return bound(statements.get(shape), rows).executeUpdate();
    }

    private static PreparedStatement bound(PreparedStatement statement, JsonArrays arrays) throws SQLException {
        for (int i = 0; i < arrays.parameters().size(); i++) {
            statement.setString(i + 1, arrays.parameters().get(i));
        }
        return statement;
    }

    private String sql(Shape shape) {
        TrackedTable table = tracked(shape.table());
        int id = shape.columns().indexOf(TrackedTable.ID) + 1;
        if (id == 0) {
            throw new TrackingException("rows of table " + table.name() + " came without their ids");
        }
        String rows = " FROM (" + shape.query() + ") AS arrays, jsonb_each(arrays.content)";
        return shape.deletes()
                ? "DELETE FROM " + quote(table.name()) + " WHERE id IN (SELECT value ->> " + id + rows + ")"
                : insertSql(table, shape.columns()) + rows + " ORDER BY value ->> " + id;
    }

    private static String insertSql(TrackedTable table, List<String> columns) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (!table.audienceGenerated()) {
            names.add(TrackedTable.AUDIENCE_KEY);
            values.add("value ->> 0");
        }
        for (int i = 0; i < columns.size(); i++) {
            names.add(columns.get(i));
            values.add(ColumnSql.restored(type(table, columns.get(i)), "value", i + 1));
        }
        return "INSERT INTO " + quote(table.name()) + " ("
                + names.stream().map(Identifier::quote).collect(Collectors.joining(", ")) + ") SELECT "
                + String.join(", ", values);
    }

    private static ColumnType type(TrackedTable table, String column) {
        return table.columns().stream()
                .filter(each -> each.name().equals(column))
                .map(TrackedColumn::type)
                .findFirst()
                .orElseThrow(() -> new TrackingException("table " + table.name() + " has no tracked column " + column
                        + ", which rows of the server have: bring the table up to date"));
    }

    private TrackedTable tracked(String name) {
        @Nullable TrackedTable table = tables.get(name);
        if (table == null) {
            throw new TrackingException("table " + name + " is not tracked here");
        }
        return table;
    }

    @Override
    public void close() throws SQLException {
        context.close();
        deletions.close();
        statements.close();
    }
}
