package org.synchrotron.client.store;

import jakarta.json.JsonString;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.synchrotron.db.sqlite.RowLoader;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.RowScope;

/**
 * The parts of a row delivery that have come so far. They are in a temporary table, which SQLite keeps outside the file and forgets with
 * the connection: a delivery that was not complete begins anew. Not thread-safe: one thread at a time may use it.
 */
public final class ArrivingRows {

    /** A part. Immutable. */
    public sealed interface Part {

        String table();

        /**
         * Rows as the server holds them.
         *
         * @param columns the columns of {@code rows}
         * @param rows see {@link RowLoader#insert}
         */
        record Present(String table, List<String> columns, String rows) implements Part {}

        /**
         * Rows that are gone.
         *
         * @param ids as a JSON array
         */
        record Gone(String table, String ids) implements Part {}
    }

    /** Receives parts. */
    @FunctionalInterface
    public interface Reader {
        void take(Part part) throws SQLException;
    }

    private static final String CREATE = """
            CREATE TEMP TABLE IF NOT EXISTS synchrotron_arriving_rows (
              part INTEGER PRIMARY KEY, table_name TEXT NOT NULL, column_names TEXT, content TEXT NOT NULL)""";

    private static final String DELETE = "DELETE FROM temp.synchrotron_arriving_rows";

    private static final String INSERT = "INSERT INTO temp.synchrotron_arriving_rows"
            + " SELECT ?, ?, ?, content FROM (SELECT ? AS content) WHERE iif(json_valid(content), json_type(content), '') = 'array'";

    private static final String LENGTH =
            "SELECT json_array_length(content) FROM temp.synchrotron_arriving_rows WHERE part = ?";

    private static final String ALL =
            "SELECT table_name, column_names, content FROM temp.synchrotron_arriving_rows ORDER BY part";

    private final PreparedStatements statements;
    private final TrackedRows rows;
    private boolean created;

    ArrivingRows(Database database, TrackedRows rows) {
        this.statements = database.statements();
        this.rows = rows;
    }

    /** Forgets all parts. */
    public void clear() {
        if (!created) {
            statements.execute(CREATE);
            created = true;
        }
        statements.execute(DELETE);
    }

    /** {@return how many elements the part has; empty if its content is not the JSON array that it must be} Adds it in the first case. */
    public OptionalInt add(long number, Part part) {
        if (statements.update(INSERT, insert -> bind(insert, number, part)) == 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(statements
                .first(LENGTH, query -> query.setLong(1, number), rows -> rows.getInt(1))
                .orElseThrow());
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
        rows.load(loader -> {
            if (whole.all()) {
                for (String table : rows.tables()) {
                    loader.deleteAll(table);
                }
            } else {
                loader.deleteAudiences(JsonText.of(whole.audiences()));
                for (String table : whole.tables()) {
                    loader.deleteAll(table);
                }
                each(part -> deleteOld(loader, part));
            }
            each(part -> {
                if (part instanceof Part.Present present) {
                    loader.insert(present.table(), present.columns(), present.rows());
                }
            });
        });
    }

    /** All of them are deleted before the first is inserted: unique values may have moved from one row to another. */
    private static void deleteOld(RowLoader loader, Part part) throws SQLException {
        if (part instanceof Part.Present present) {
            loader.deletePresent(present.table(), present.columns(), present.rows());
        } else {
            loader.delete(part.table(), ((Part.Gone) part).ids());
        }
    }

    private static List<String> texts(String array) {
        return JsonText.readArray(array).getValuesAs(JsonString::getString);
    }

    private void each(Reader reader) {
        statements.each(ALL, query -> {}, found -> {
            String columns = found.getString(2);
            reader.take(
                    columns == null
                            ? new Part.Gone(found.getString(1), found.getString(3))
                            : new Part.Present(found.getString(1), texts(columns), found.getString(3)));
        });
    }
}
