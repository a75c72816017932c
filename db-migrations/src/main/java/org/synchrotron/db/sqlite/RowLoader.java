package org.synchrotron.db.sqlite;

import static java.util.Objects.requireNonNull;
import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.sqlite.ArraySql.Way;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.TrackedTable;

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

    private static final int MANY = 5_000;

    /** Capture, and the triggers that act in actions only, ask for the context. */
    private static final String TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            + " AND sql LIKE '%synchrotron!_capture!_context%' ESCAPE '!' AND tbl_name COLLATE NOCASE IN (";

    private final Connection connection;
    private final Map<String, TrackedTable> tables;
    private final CaptureContext context;
    private final StatementCache<String> deletions;
    private final StatementCache<ArraySql> statements;

    public RowLoader(Connection connection, Collection<TrackedTable> tracked) {
        this.connection = connection;
        this.tables = tracked.stream()
                .collect(Collectors.toMap(
                        TrackedTable::name, Function.identity(), (one, same) -> same, LinkedHashMap::new));
        this.context = new CaptureContext(connection);
        this.deletions = StatementCache.ofTexts(connection);
        this.statements = new StatementCache<>(connection, ArraySql::text);
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
        if (tables.containsKey(table)) {
            deletions.get("DELETE FROM " + quote(table)).executeUpdate();
        }
    }

    /** Deletes the rows of these audiences, in all tables. */
    public void deleteAudiences(String audiencesAsArray) throws SQLException {
        for (String table : tables.keySet()) {
            PreparedStatement delete = deletions.get(
                    "DELETE FROM " + quote(table) + " WHERE audience_key IN (SELECT value FROM json_each(?))");
            delete.setString(1, audiencesAsArray);
            delete.executeUpdate();
        }
    }

    /** Deletes the rows with these ids. */
    public void delete(String table, JsonArrays ids) throws SQLException {
        if (holdsRows(table)) {
            String sql = "DELETE FROM " + quote(table) + " WHERE id IN (SELECT value FROM (" + ids.query()
                    + ") AS arrays, json_each(arrays.content))";
            bound(deletions.get(sql), ids).executeUpdate();
        }
    }

    /**
     * Deletes the rows that {@link #insert} would insert, whatever they hold.
     *
     * @param columns see {@link #insert}
     */
    public void deletePresent(String table, List<String> columns, JsonArrays rows) throws SQLException {
        if (holdsRows(table)) {
            execute(Way.DELETE, table, columns, rows);
        }
    }

    private boolean holdsRows(String table) throws SQLException {
        if (!tables.containsKey(table)) {
            return false;
        }
        PreparedStatement query = deletions.get("SELECT EXISTS (SELECT 1 FROM " + quote(table) + ")");
        try (ResultSet found = query.executeQuery()) {
            return found.next() && found.getBoolean(1);
        }
    }

    /**
     * Inserts rows, in the order of their ids, so that they go into the index of ids one after the other. None of them may exist. Tables
     * and columns that are not tracked here are passed over.
     *
     * @param columns names of columns, {@code id} among them
     * @param rows each array has an array for each row: its audience, then the portable values of the columns
     * @param leftOut receives the rows that the table cannot hold
     */
    public void insert(String table, List<String> columns, JsonArrays rows, LeftOutRows leftOut) throws SQLException {
        if (!tables.containsKey(table)) {
            return;
        }
        try {
            if (execute(Way.INSERT, table, columns, rows) == number(table, columns, rows)) {
                return;
            }
            execute(Way.DELETE, table, columns, rows);
        } catch (SQLException e) {
            if (!LeftOutRows.follow(e)) {
                throw e;
            }
        }
        insertEach(table, columns, rows, leftOut);
    }

    private int number(String table, List<String> columns, JsonArrays rows) throws SQLException {
        try (ResultSet sum = prepared(Way.COUNT, table, columns, rows).executeQuery()) {
            return sum.next() ? sum.getInt(1) : 0;
        }
    }

    private void insertEach(String table, List<String> columns, JsonArrays rows, LeftOutRows leftOut)
            throws SQLException {
        try (ResultSet each = prepared(Way.LIST, table, columns, rows).executeQuery()) {
            while (each.next()) {
                String row = each.getString(1);
                String refusal = refusal(table, columns, row);
                if (refusal != null) {
                    leftOut.add(table, columns, row, refusal);
                }
            }
        }
    }

    /** Returns why the row cannot be inserted; null if it was. */
    private @Nullable String refusal(String table, List<String> columns, String row) throws SQLException {
        try {
            return execute(Way.INSERT, table, columns, JsonArrays.of("[" + row + "]")) == 0
                    ? "an integer is out of the range of its column"
                    : null;
        } catch (SQLException e) {
            if (!LeftOutRows.follow(e)) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    private int execute(Way way, String table, List<String> columns, JsonArrays rows) throws SQLException {
        return prepared(way, table, columns, rows).executeUpdate();
    }

    private PreparedStatement prepared(Way way, String table, List<String> columns, JsonArrays rows)
            throws SQLException {
        return bound(statements.get(new ArraySql(way, requireNonNull(tables.get(table)), columns, rows.query())), rows);
    }

    private static PreparedStatement bound(PreparedStatement statement, JsonArrays arrays) throws SQLException {
        for (int i = 0; i < arrays.parameters().size(); i++) {
            statement.setString(i + 1, arrays.parameters().get(i));
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        context.close();
        deletions.close();
        statements.close();
    }
}
