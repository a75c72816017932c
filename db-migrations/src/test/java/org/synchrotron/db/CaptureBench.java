package org.synchrotron.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;

import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.RowEdit;

/** A database with capture, and short ways to write and read there. */
abstract class CaptureBench {

    /** The ids of two records, in the log's form. */
    protected static final String A = "00000000-0000-4000-8000-00000000000a";

    protected static final String B = "00000000-0000-4000-8000-00000000000b";

    /** A third one. */
    static final String C = "00000000-0000-4000-8000-00000000000c";

    protected CaptureDatabase database;

    /** Returns a new, empty database. */
    protected abstract CaptureDatabase open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        database.close();
    }

    /** Creates and tracks a table with these columns, besides id and audience_key. */
    protected void table(String name, String... columns) throws SQLException {
        String further = Stream.of(columns).map(column -> ", " + column).collect(Collectors.joining());
        database.define("CREATE TABLE " + quote(name) + " (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL"
                + further + ")");
        database.track(name);
    }

    protected void todos() throws SQLException {
        table("todos", "text TEXT", "done " + database.declared(ColumnType.BOOLEAN), "votes BIGINT");
    }

    protected void run(String recordId, String... statements) throws SQLException {
        database.execute(recordId, List.of(statements));
    }

    /** Returns the captured changes as lines that are the same on every database. */
    protected List<String> lines(String recordId) throws SQLException {
        return database.captured(recordId).stream()
                .map(c -> c.operation() + " " + c.table() + "/" + c.rowId() + " " + c.audienceKey() + " "
                        + JsonLines.of(c.forward()) + " " + JsonLines.of(c.reverse()))
                .toList();
    }

    /** Returns the value as an SQL literal: a quoted string, which both databases convert to the column's type. */
    String sql(ColumnType type, String json) {
        JsonValue value = JsonLines.value(json);
        return switch (type) {
            case BOOLEAN -> json;
            case BYTES -> database.bytes(JsonLines.string(value).substring(2));
            case JSON -> literal(json);
            default -> literal(value.getValueType() == JsonValue.ValueType.STRING ? JsonLines.string(value) : json);
        };
    }

    void family() throws SQLException {
        table("parents", "name TEXT");
        table("children", "parent_id TEXT REFERENCES parents (id) ON DELETE CASCADE", "n INTEGER");
        table("notes", "child_id TEXT REFERENCES children (id) ON DELETE SET NULL");
    }

    /** Undoes the records, applies their captured changes to the empty tables, and asserts that the rows are the same. */
    void assertAppliedAgainIsTheSame(String... recordIds) throws SQLException {
        String before = database.dump();
        List<RowEdit> edits = new ArrayList<>();
        for (String recordId : recordIds) {
            database.captured(recordId).forEach(captured -> edits.add(captured.edit()));
        }
        database.undo(List.of(recordIds));
        database.apply(B, edits);
        assertThat(database.dump()).isEqualTo(before);
    }
}
