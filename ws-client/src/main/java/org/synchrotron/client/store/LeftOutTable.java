package org.synchrotron.client.store;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.LeftOutRow;
import org.synchrotron.db.sqlite.LeftOutRows;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowRef;

/** The table {@code left_out_rows}: rows of which the tables here cannot hold what the log gives; almost always none. */
public final class LeftOutTable implements LeftOutRows {

    /** How many are told at once. */
    private static final int MOST_TOLD = 100;

    private static final String OF_TABLES = " WHERE table_name IN (SELECT value FROM json_each(?))";

    private static final String ANY = "SELECT EXISTS (SELECT 1 FROM synchrotron_left_out_rows)";

    private static final String COUNT = "SELECT count(*) FROM synchrotron_left_out_rows WHERE reason IS NOT NULL";

    private static final String ROWS = "SELECT table_name, row_id FROM synchrotron_left_out_rows";

    private static final String FITTING = ROWS + " WHERE reason IS NULL";

    private static final String SOME = ROWS + OF_TABLES + " AND reason IS NOT NULL LIMIT " + MOST_TOLD;

    private static final String CONTENTS = "SELECT table_name, row_id, audience_key, content"
            + " FROM synchrotron_left_out_rows WHERE content IS NOT NULL";

    private static final String PUT = """
            INSERT INTO synchrotron_left_out_rows (table_name, row_id, audience_key, reason) VALUES (?, ?, ?, ?)
            ON CONFLICT (table_name, row_id) DO UPDATE SET reason = excluded.reason""";

    private static final String PUT_WHOLE = """
            INSERT OR REPLACE INTO synchrotron_left_out_rows (table_name, row_id, audience_key, reason, content)
            VALUES (?, ?, ?, ?, ?)""";

    private static final String FITS =
            "UPDATE synchrotron_left_out_rows SET reason = NULL, reported = reported AND NOT ?"
                    + " WHERE table_name = ? AND row_id = ?";

    private static final String CONTENT =
            "UPDATE synchrotron_left_out_rows SET content = ? WHERE table_name = ? AND row_id = ?";

    private static final String FORGET_FITTING = "DELETE FROM synchrotron_left_out_rows WHERE reason IS NULL";

    private static final String FORGET = "DELETE FROM synchrotron_left_out_rows";

    private static final String FORGET_AUDIENCES = FORGET + " WHERE audience_key IN (SELECT value FROM json_each(?))";

    private static final String FORGET_TABLES = FORGET + OF_TABLES;

    private static final String UNREPORTED = "SELECT table_name, row_id, reason FROM synchrotron_left_out_rows"
            + " WHERE reason IS NOT NULL AND NOT reported LIMIT " + MOST_TOLD;

    private static final String REPORTED =
            "UPDATE synchrotron_left_out_rows SET reported = 1 WHERE reason IS NOT NULL AND NOT reported";

    private final PreparedStatements statements;

    LeftOutTable(Database database) {
        this.statements = database.statements();
    }

    public boolean isEmpty() {
        return statements.number(ANY) == 0;
    }

    /** {@return how many rows the tables cannot hold} */
    public int count() {
        return (int) statements.number(COUNT);
    }

    /** {@return all rows, also those that their tables hold now} */
    public Set<RowRef> rows() {
        return Set.copyOf(statements.list(ROWS, LeftOutTable::row));
    }

    /** {@return the rows that their tables hold now, by a change that may be undone} */
    public Set<RowRef> fitting() {
        return Set.copyOf(statements.list(FITTING, LeftOutTable::row));
    }

    /** {@return some rows of these tables that these cannot hold, to try again} */
    public List<RowRef> some(Collection<String> tables) {
        return statements.list(SOME, query -> query.setString(1, JsonText.of(Set.copyOf(tables))), LeftOutTable::row);
    }

    /** {@return the states before the log here, of those rows whose state then is not in the tables} */
    Map<RowRef, RowState> contents() {
        Map<RowRef, RowState> contents = new HashMap<>();
        statements.each(
                CONTENTS,
                none -> {},
                found -> contents.put(row(found), new RowState(found.getString(3), JsonText.read(found.getString(4)))));
        return contents;
    }

    private static RowRef row(ResultSet rows) throws SQLException {
        return new RowRef(rows.getString(1), rows.getString(2));
    }

    /** A change of the row is left out. What the row was before the log here stays. */
    public void put(RowRef row, String audience, String reason) {
        statements.update(PUT, insert -> {
            insert.setString(1, row.table());
            insert.setString(2, row.id());
            insert.setString(3, audience);
            insert.setString(4, reason);
        });
    }

    /** The row came whole, without the records that made it, and is left out. */
    @Override
    public void add(String table, List<String> columns, String row, String reason) {
        JsonArray values = JsonText.readArray(row);
        JsonObjectBuilder content = JsonText.object();
        for (int i = 0; i < columns.size(); i++) {
            content.add(columns.get(i), values.get(i + 1));
        }
        statements.update(PUT_WHOLE, insert -> {
            insert.setString(1, table);
            insert.setString(2, text(values.get(columns.indexOf(TrackedTable.ID) + 1)));
            insert.setString(3, values.getString(0));
            insert.setString(4, reason);
            insert.setString(5, JsonText.of(content.build()));
        });
    }

    private static String text(JsonValue id) {
        return id instanceof JsonString text ? text.getString() : id.toString();
    }

    /** The table holds the row now. If that is so at the end of the log, it is told again if it is left out another time. */
    public void fits(RowRef row, boolean isEnd) {
        statements.update(FITS, update -> {
            update.setBoolean(1, isEnd);
            update.setString(2, row.table());
            update.setString(3, row.id());
        });
    }

    /** The row had this state before the rest of the log; null if it did not exist. */
    void content(RowRef row, @Nullable JsonObject columns) {
        statements.update(CONTENT, update -> {
            update.setString(1, columns == null ? null : JsonText.of(columns));
            update.setString(2, row.table());
            update.setString(3, row.id());
        });
    }

    /** Forgets the rows that their tables hold, whose changes cannot be undone any more. */
    void forgetFitting() {
        statements.update(FORGET_FITTING, none -> {});
    }

    void forgetAll() {
        statements.update(FORGET, none -> {});
    }

    void forgetAudiences(Set<String> audiences) {
        statements.update(FORGET_AUDIENCES, delete -> delete.setString(1, JsonText.of(audiences)));
    }

    void forgetTables(Set<String> tables) {
        statements.update(FORGET_TABLES, delete -> delete.setString(1, JsonText.of(tables)));
    }

    /** Forgets the rows that have come anew. */
    void forget(String sqlOfIds, List<String> parameters, String table) {
        statements.update(FORGET + " WHERE table_name = ? AND row_id IN (" + sqlOfIds + ")", delete -> {
            delete.setString(1, table);
            for (int i = 0; i < parameters.size(); i++) {
                delete.setString(i + 2, parameters.get(i));
            }
        });
    }

    /** {@return rows that nobody was told of; not all, if there are many} They count as told. */
    public List<LeftOutRow> report() {
        List<LeftOutRow> rows = statements.list(
                UNREPORTED, found -> new LeftOutRow(found.getString(1), found.getString(2), found.getString(3)));
        if (!rows.isEmpty()) {
            statements.update(REPORTED, none -> {});
        }
        return rows;
    }

    /** {@return the tables that cannot hold some of their rows} */
    public Set<String> tables() {
        return statements.list(ROWS + " GROUP BY table_name", rows -> rows.getString(1)).stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
