package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
 * captured, and triggers of the application do not act. Foreign keys must not be enforced ({@link
 * SqliteConnections#enforceForeignKeys}).
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

    private record Shape(String table, List<String> columns, boolean deletes) {}

    private final Map<String, TrackedTable> tables;
    private final CaptureContext context;
    private final StatementCache<String> deletions;
    private final StatementCache<Shape> statements;

    public RowLoader(Connection connection, Collection<TrackedTable> tracked) {
        this.tables = tracked.stream()
                .collect(Collectors.toMap(
                        TrackedTable::name, Function.identity(), (one, same) -> same, LinkedHashMap::new));
        this.context = new CaptureContext(connection);
        this.deletions = StatementCache.ofTexts(connection);
        this.statements = new StatementCache<>(connection, this::sql);
    }

    /** Runs the work, which calls the other methods, with capture and triggers of the application off. Afterwards writes are refused. */
    public void load(Work work) throws SQLException {
        context.undo();
        work.run();
        context.none();
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
    public void delete(String table, String idsAsArray) throws SQLException {
        deleteBy(
                "DELETE FROM " + quote(tracked(table).name()) + " WHERE id IN (SELECT value FROM json_each(?))",
                idsAsArray);
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
    public void deletePresent(String table, List<String> columns, String rows) throws SQLException {
        execute(new Shape(table, columns, true), rows);
    }

    /**
     * Inserts rows. None of them may exist.
     *
     * @param columns names of tracked columns, {@code id} among them
     * @param rows a JSON array with an array for each row: its audience, then the portable values of the columns
     * @return how many
     */
    public int insert(String table, List<String> columns, String rows) throws SQLException {
        return execute(new Shape(table, columns, false), rows);
    }

    private int execute(Shape shape, String rows) throws SQLException {
        PreparedStatement statement = statements.get(shape);
        statement.setString(1, rows);
        return statement.executeUpdate();
    }

    private String sql(Shape shape) {
        TrackedTable table = tracked(shape.table());
        return shape.deletes() ? deleteSql(table, shape.columns()) : insertSql(table, shape.columns());
    }

    private static String deleteSql(TrackedTable table, List<String> columns) {
        int id = columns.indexOf(TrackedTable.ID);
        if (id < 0) {
            throw new TrackingException("rows of table " + table.name() + " came without their ids");
        }
        return "DELETE FROM " + quote(table.name()) + " WHERE id IN (SELECT value ->> " + (id + 1)
                + " FROM jsonb_each(?))";
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
                + String.join(", ", values) + " FROM jsonb_each(?)";
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
