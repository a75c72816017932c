package org.synchrotron.client.store;

import jakarta.json.JsonString;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.sqlite.RowLoader;
import org.synchrotron.db.sqlite.RowLoader.JsonArrays;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.RowScope;

/**
 * The parts of a row delivery that have come so far. They are in a temporary database of their own, which SQLite keeps outside the file, and
 * which is gone with {@link #drop} or with the connection: a delivery that was not complete begins anew. Not thread-safe: one thread at a
 * time may use it.
 */
public final class ArrivingRows {

    /** A part. Immutable. */
    public sealed interface Part {

        String table();

        /**
         * Rows as the server holds them.
         *
         * @param columns the columns of {@code rows}
         * @param rows a JSON array, see {@link RowLoader#insert}
         */
        record Present(String table, List<String> columns, String rows) implements Part {}

        /**
         * Rows that are gone.
         *
         * @param ids as a JSON array
         */
        record Gone(String table, String ids) implements Part {}
    }

    /** The rows of one table with the same columns; no columns: rows that are gone. */
    private record Group(String table, @Nullable String columns) {}

    private static final String ATTACH = "ATTACH DATABASE '' AS synchrotron_arriving";

    private static final String DETACH = "DETACH DATABASE synchrotron_arriving";

    /** The content is SQLite's binary JSON, so that the text is read when a part comes, and not in the transaction that loads all. */
    private static final String CREATE = """
            CREATE TABLE synchrotron_arriving.parts (
              part INTEGER PRIMARY KEY, table_name TEXT NOT NULL, column_names TEXT, content BLOB NOT NULL)""";

    private static final String INSERT = "INSERT INTO synchrotron_arriving.parts"
            + " SELECT ?, ?, ?, jsonb(content) FROM (SELECT ? AS content)"
            + " WHERE iif(json_valid(content), json_type(content), '') = 'array'";

    private static final String LENGTH =
            "SELECT json_array_length(content) FROM synchrotron_arriving.parts WHERE part = ?";

    private static final String GROUPS = "SELECT table_name, column_names FROM synchrotron_arriving.parts"
            + " GROUP BY table_name, column_names ORDER BY min(part)";

    private static final String OF_TABLE = "SELECT content FROM synchrotron_arriving.parts WHERE table_name = ?";

    private final PreparedStatements statements;
    private final TrackedRows rows;
    private final LeftOutTable leftOut;
    private boolean attached;
    private long elements;

    ArrivingRows(Database database, TrackedRows rows, LeftOutTable leftOut) {
        this.leftOut = leftOut;
        this.statements = database.statements();
        this.rows = rows;
    }

    /** Forgets all parts, and makes room for others. Must be called between transactions. */
    public void begin() {
        drop();
        statements.execute(ATTACH);
        attached = true;
        elements = 0;
        statements.execute(CREATE);
    }

    /** Forgets all parts; their space is free again. Must be called between transactions. */
    public void drop() {
        if (attached) {
            statements.execute(DETACH);
            attached = false;
        }
    }

    /** {@return how many elements the part has; empty if its content is not the JSON array that it must be} Adds it in the first case. */
    public OptionalInt add(long number, Part part) {
        if (statements.update(INSERT, insert -> bind(insert, number, part)) == 0) {
            return OptionalInt.empty();
        }
        int length = statements
                .first(LENGTH, query -> query.setLong(1, number), rows -> rows.getInt(1))
                .orElseThrow();
        elements += length;
        return OptionalInt.of(length);
    }

    private static void bind(PreparedStatement insert, long number, Part part) throws SQLException {
        insert.setLong(1, number);
        insert.setString(2, part.table());
        if (part instanceof Part.Present present) {
            insert.setString(3, JsonText.of(present.columns()));
            insert.setString(4, present.rows());
        } else {
            insert.setString(3, null);
            insert.setString(4, ((Part.Gone) part).ids());
        }
    }

    /**
     * Puts the rows into the tables. Foreign keys must not be enforced.
     *
     * @param whole of these, what did not come is deleted
     */
    public void load(RowScope whole) {
        forgetLeftOut(whole);
        rows.load(elements, loader -> {
            if (whole.all()) {
                for (String table : rows.tables()) {
                    loader.deleteAll(table);
                }
            } else {
                loader.deleteAudiences(JsonText.of(whole.audiences()));
                for (String table : whole.tables()) {
                    loader.deleteAll(table);
                }
                for (Group group : groups()) {
                    deleteOld(loader, group);
                }
            }
            for (Group group : groups()) {
                if (group.columns() != null) {
                    loader.insert(group.table(), texts(group.columns()), contents(group), leftOut);
                }
            }
        });
    }

    /** What comes anew is judged anew. */
    private void forgetLeftOut(RowScope whole) {
        if (whole.all()) {
            leftOut.forgetAll();
        }
        if (leftOut.isEmpty()) {
            return;
        }
        leftOut.forgetAudiences(whole.audiences());
        leftOut.forgetTables(whole.tables());
        for (Group group : groups()) {
            JsonArrays content = contents(group);
            String id = group.columns() == null
                    ? "value"
                    : "value ->> " + (texts(group.columns()).indexOf(TrackedTable.ID) + 1);
            leftOut.forget(
                    "SELECT " + id + " FROM (" + content.query() + ") AS arrays, jsonb_each(arrays.content)",
                    content.parameters(),
                    group.table());
        }
    }

    private List<Group> groups() {
        return statements.list(GROUPS, group -> new Group(group.getString(1), group.getString(2)));
    }

    /** All of them are deleted before the first is inserted: unique values may have moved from one row to another. */
    private static void deleteOld(RowLoader loader, Group group) throws SQLException {
        if (group.columns() == null) {
            loader.delete(group.table(), contents(group));
        } else {
            loader.deletePresent(group.table(), texts(group.columns()), contents(group));
        }
    }

    private static JsonArrays contents(Group group) {
        return group.columns() == null
                ? new JsonArrays(OF_TABLE + " AND column_names IS NULL", List.of(group.table()))
                : new JsonArrays(OF_TABLE + " AND column_names = ?", List.of(group.table(), group.columns()));
    }

    private static List<String> texts(String array) {
        return JsonText.readArray(array).getValuesAs(JsonString::getString);
    }
}
