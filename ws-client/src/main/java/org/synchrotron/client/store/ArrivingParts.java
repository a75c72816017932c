package org.synchrotron.client.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.db.sqlite.RowLoader;
import org.synchrotron.db.sqlite.RowLoader.JsonArrays;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowScope;

/**
 * The parts of a row delivery that have come so far, in an {@link ArrivingFile}. If the delivery is cut, they stay, as far as the
 * server can go on after them; several deliveries may then contribute, and of each row the last part counts that mentions it. Not thread-safe:
 * one thread at a time may use it.
 */
public final class ArrivingParts {

    private static final Logger LOG = LoggerFactory.getLogger(ArrivingParts.class);

    /**
     * Parts that were kept when their delivery was cut. Immutable.
     *
     * @param resume where the server goes on
     * @param whole the rows that were to come whether they were touched or not
     * @param rows how many rows the parts have
     */
    public record Kept(ResumePoint resume, RowScope whole, long rows) {}

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
    record Group(String table, @Nullable String columns) {}

    /** The content is SQLite's binary JSON, so that the text is read when a part comes, and not in the transaction that loads all. */
    private static final String CREATE_PARTS = """
            CREATE TABLE synchrotron_arriving.parts (
              part INTEGER PRIMARY KEY, delivery INTEGER NOT NULL, table_name TEXT NOT NULL, column_names TEXT, content BLOB NOT NULL)""";

    private static final String CREATE_DELIVERY =
            "CREATE TABLE synchrotron_arriving.delivery (whole TEXT NOT NULL, resume TEXT)";

    private static final String BEGIN = "INSERT INTO synchrotron_arriving.delivery (whole) VALUES (?)";

    private static final String RESUME = "UPDATE synchrotron_arriving.delivery SET resume = ?";

    private static final String CHECK = "PRAGMA synchrotron_arriving.quick_check(1)";

    private static final String KEPT = """
            SELECT resume, whole,
              (SELECT coalesce(sum(json_array_length(content)), 0) FROM synchrotron_arriving.parts WHERE column_names IS NOT NULL),
              (SELECT coalesce(max(delivery), 0) FROM synchrotron_arriving.parts)
            FROM synchrotron_arriving.delivery WHERE resume IS NOT NULL""";

    private static final String ELEMENTS =
            "SELECT coalesce(sum(json_array_length(content)), 0) FROM synchrotron_arriving.parts";

    private static final String INSERT =
            "INSERT INTO synchrotron_arriving.parts (delivery, table_name, column_names, content)"
                    + " SELECT ?, ?, ?, jsonb(content) FROM (SELECT ? AS content)"
                    + " WHERE iif(json_valid(content), json_type(content), '') = 'array'";

    private static final String LENGTH =
            "SELECT json_array_length(content) FROM synchrotron_arriving.parts ORDER BY part DESC LIMIT 1";

    /** Of an element of a part, the id of its row. */
    private static final String ID = "CASE WHEN parts.column_names IS NULL THEN element.value ELSE element.value ->>"
            + " (SELECT name.key + 1 FROM json_each(parts.column_names) AS name WHERE name.value = 'id') END";

    private static final List<String> FIND_LATEST = List.of(
            "CREATE TABLE synchrotron_arriving.latest (table_name TEXT, row_id TEXT, part INTEGER,"
                    + " PRIMARY KEY (table_name, row_id)) WITHOUT ROWID",
            "INSERT OR REPLACE INTO synchrotron_arriving.latest SELECT parts.table_name, " + ID + ", parts.part"
                    + " FROM synchrotron_arriving.parts AS parts, jsonb_each(parts.content) AS element ORDER BY parts.part");

    private static final String LATEST = "(SELECT latest.part FROM synchrotron_arriving.latest AS latest"
            + " WHERE latest.table_name = parts.table_name AND latest.row_id = CAST(" + ID + " AS TEXT))";

    private static final String KEEP_LATEST = "UPDATE synchrotron_arriving.parts AS parts SET content = ("
            + "SELECT jsonb_group_array(element.value ORDER BY element.key) FROM jsonb_each(parts.content) AS element"
            + " WHERE " + LATEST + " = parts.part)"
            + " WHERE EXISTS (SELECT 1 FROM jsonb_each(parts.content) AS element WHERE " + LATEST + " <> parts.part)";

    private static final String GROUPS = "SELECT table_name, column_names FROM synchrotron_arriving.parts"
            + " GROUP BY table_name, column_names ORDER BY min(part)";

    private static final String OF_TABLE = "SELECT content FROM synchrotron_arriving.parts WHERE table_name = ?";

    private final PreparedStatements statements;
    private final ArrivingFile file;
    private long elements;
    private long delivery;
    private @Nullable Kept kept;

    ArrivingParts(Database database) {
        this.statements = database.statements();
        this.file = new ArrivingFile(statements, database.realFile());
    }

    /** Forgets all parts, and makes room for those of a delivery. Must be called between transactions. */
    public void begin(RowScope whole) {
        drop();
        file.begin();
        statements.execute(CREATE_PARTS);
        statements.execute(CREATE_DELIVERY);
        statements.update(BEGIN, insert -> insert.setString(1, StoredScope.text(whole)));
        delivery = 1;
        elements = 0;
    }

    /** Forgets all parts; their space is free again. Must be called between transactions. */
    public void drop() {
        kept = null;
        file.delete();
    }

    /**
     * {@return the parts of a delivery that was cut, also by the end of the program; null if there are none that the server could go on after}
     * All parts are forgotten then. Must be called between transactions, and while no delivery comes.
     */
    public @Nullable Kept kept() {
        if (kept == null && (file.isAttached() || file.exists())) {
            try {
                kept = found().orElse(null);
            } catch (StoreFailure | MalformedJson | IllegalArgumentException e) {
                LOG.debug("the parts of a row delivery that was cut cannot be read, and come again", e);
            }
            if (kept == null) {
                drop();
            }
        }
        return kept;
    }

    private Optional<Kept> found() {
        if (!file.isAttached()) {
            file.open();
            if (!statements.list(CHECK, finding -> finding.getString(1)).equals(List.of("ok"))) {
                return Optional.empty();
            }
        }
        Optional<Kept> found = statements.first(KEPT, none -> {}, row -> {
            delivery = row.getLong(4);
            return new Kept(new ResumePoint(row.getString(1)), StoredScope.of(row.getString(2)), row.getLong(3));
        });
        elements = found.isEmpty() ? 0 : statements.number(ELEMENTS);
        return found;
    }

    /** The parts of another delivery complete those that were kept. */
    public void goOn() {
        kept = null;
        delivery++;
    }

    /** Parts that the server can go on after outlive the program. Must be called before the first of them is added, between transactions. */
    public void keep() {
        file.keep();
    }

    /**
     * Adds a part.
     *
     * @param resume where the server can go on after it; null if it cannot
     * @return how many elements the part has; empty if its content is not the JSON array that it must be, and it is not added
     */
    public OptionalInt add(Part part, @Nullable ResumePoint resume) {
        if (statements.update(INSERT, insert -> bind(insert, part)) == 0) {
            return OptionalInt.empty();
        }
        if (resume != null) {
            statements.update(RESUME, update -> update.setString(1, resume.text()));
        }
        int length = (int) statements.number(LENGTH);
        elements += length;
        return OptionalInt.of(length);
    }

    private void bind(PreparedStatement insert, Part part) throws SQLException {
        insert.setLong(1, delivery);
        insert.setString(2, part.table());
        if (part instanceof Part.Present present) {
            insert.setString(3, JsonText.of(present.columns()));
            insert.setString(4, present.rows());
        } else {
            insert.setString(3, null);
            insert.setString(4, ((Part.Gone) part).ids());
        }
    }

    /** {@return how many elements all parts have, about} */
    long elements() {
        return elements;
    }

    /** Leaves of each row only what the last part says. Belongs into the transaction that puts the rows into the tables. */
    void keepLatest() {
        if (delivery > 1) {
            FIND_LATEST.forEach(statements::execute);
            statements.execute(KEEP_LATEST);
        }
    }

    /** {@return what there is} */
    List<Group> groups() {
        return statements.list(GROUPS, group -> new Group(group.getString(1), group.getString(2)));
    }

    static JsonArrays contents(Group group) {
        return group.columns() == null
                ? new JsonArrays(OF_TABLE + " AND column_names IS NULL", List.of(group.table()))
                : new JsonArrays(OF_TABLE + " AND column_names = ?", List.of(group.table(), group.columns()));
    }
}
