package org.synchrotron.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;
import static org.synchrotron.db.tracking.RowOperation.DELETE;
import static org.synchrotron.db.tracking.RowOperation.INSERT;
import static org.synchrotron.db.tracking.RowOperation.UPDATE;

import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.db.CaptureDatabase.Captured;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.RowEdit;

/** The tests of capture, undo and apply that every database must pass. */
public abstract class CaptureContract {
    /** The ids of two records, in the log's form. */
    protected static final String A = "00000000-0000-4000-8000-00000000000a";

    protected static final String B = "00000000-0000-4000-8000-00000000000b";

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

    @Nested
    class Capture {
        @Test
        void insertCapturesTheFullRowInTheForwardPatch() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key, text) VALUES ('t1', 'user:a', 'it''s \"late\" \\ é 😀')");
            assertThat(lines(A))
                    .containsExactly(
                            "INSERT todos/t1 user:a"
                                    + " {\"done\":null,\"id\":\"t1\",\"text\":\"it's \\\"late\\\" \\\\ é 😀\",\"votes\":null} {}");
        }

        @Test
        void updateCapturesOnlyChangedColumnsAndExplicitNulls() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            run(B, "UPDATE todos SET text = NULL, done = true, votes = 3", "UPDATE todos SET text = 'b', done = NULL");
            assertThat(lines(B))
                    .containsExactly(
                            "UPDATE todos/t1 u {\"done\":true,\"text\":null} {\"done\":false,\"text\":\"a\"}",
                            "UPDATE todos/t1 u {\"done\":null,\"text\":\"b\"} {\"done\":true,\"text\":null}");
        }

        @Test
        void updateThatChangesNothingIsNotCaptured() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, NULL)");
            run(B, "UPDATE todos SET text = 'a', done = false, votes = NULL");
            assertThat(lines(B)).isEmpty();
        }

        @Test
        void changesOfCaseAndTrailingSpacesAreCaptured() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, NULL)");
            run(B, "UPDATE todos SET text = 'A'", "UPDATE todos SET text = 'A '");
            assertThat(lines(B)).hasSize(2);
        }

        @Test
        void deleteCapturesTheFullRowInTheReversePatch() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            run(B, "DELETE FROM todos");
            assertThat(lines(B))
                    .containsExactly("DELETE todos/t1 u {} {\"done\":false,\"id\":\"t1\",\"text\":\"a\",\"votes\":3}");
        }

        @Test
        void firstUpsertIsCapturedAsInsertAndTheNextAsUpdate() throws SQLException {
            todos();
            String upsert = "INSERT INTO todos (id, audience_key, votes) VALUES ('t1', 'u', 1)"
                    + " ON CONFLICT (id) DO UPDATE SET votes = todos.votes + 1";
            run(A, upsert, upsert);
            assertThat(lines(A))
                    .containsExactly(
                            "INSERT todos/t1 u {\"done\":null,\"id\":\"t1\",\"text\":null,\"votes\":1} {}",
                            "UPDATE todos/t1 u {\"votes\":2} {\"votes\":1}");
        }

        @Test
        void statementsWithManyRowsAreCapturedRowByRow() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key) VALUES ('t1', 'u'), ('t2', 'u'), ('t3', 'v')");
            run(B, "UPDATE todos SET votes = 1 WHERE audience_key = 'u'", "DELETE FROM todos WHERE id <> 't1'");
            assertThat(database.captured(A)).extracting(Captured::rowId).containsExactlyInAnyOrder("t1", "t2", "t3");
            assertThat(database.captured(B))
                    .extracting(c -> c.operation() + c.rowId())
                    .containsExactlyInAnyOrder("UPDATEt1", "UPDATEt2", "DELETEt2", "DELETEt3");
        }

        @Test
        void cascadesAreCaptured() throws SQLException {
            family();
            run(
                    A,
                    "INSERT INTO parents VALUES ('p', 'u', 'x')",
                    "INSERT INTO children VALUES ('c', 'u', 'p', 1)",
                    "INSERT INTO notes VALUES ('n', 'u', 'c')");
            String before = database.dump();
            run(B, "DELETE FROM parents");
            assertThat(lines(B))
                    .containsExactlyInAnyOrder(
                            "UPDATE notes/n u {\"child_id\":null} {\"child_id\":\"c\"}",
                            "DELETE children/c u {} {\"id\":\"c\",\"n\":1,\"parent_id\":\"p\"}",
                            "DELETE parents/p u {} {\"id\":\"p\",\"name\":\"x\"}");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
        }

        @Test
        void generatedAudienceKeyIsCapturedButNeverWritten() throws SQLException {
            database.define("CREATE TABLE mine (id TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL,"
                    + " audience_key TEXT NOT NULL GENERATED ALWAYS AS ('user:' || owner) STORED)");
            database.track("mine");
            run(A, "INSERT INTO mine (id, owner) VALUES ('m', 'ann')");
            assertThat(lines(A)).containsExactly("INSERT mine/m user:ann {\"id\":\"m\",\"owner\":\"ann\"} {}");
            assertAppliedAgainIsTheSame(A);
        }

        @Test
        void longNamesAndNamesWithQuotesWork() throws SQLException {
            String name =
                    ("It's a \"very\" long 'name'; with -- spaces, ${table} & more" + "_".repeat(60)).substring(0, 60);
            String column = "the \"column's\" name, \\ ? : long @ ".repeat(2).substring(0, 60);
            table(name, quote(column) + " TEXT");
            run(A, "INSERT INTO " + quote(name) + " VALUES ('x', 'u', 'a')");
            run(B, "UPDATE " + quote(name) + " SET " + quote(column) + " = 'b'");
            Captured update = database.captured(B).get(0);
            assertThat(update.table()).isEqualTo(name);
            assertThat(update.forward().getString(column)).isEqualTo("b");
            assertAppliedAgainIsTheSame(A, B);
            assertThatThrownBy(() -> database.executeOutside("DELETE FROM " + quote(name)))
                    .hasMessageContaining(name);
        }

        @Test
        void tablesMayHaveManyColumns() throws SQLException {
            table(
                    "wide",
                    IntStream.range(0, 300).mapToObj(i -> "c" + i + " INTEGER").toArray(String[]::new));
            run(A, "INSERT INTO wide (id, audience_key, c0, c299) VALUES ('w', 'u', 1, 2)");
            run(B, "UPDATE wide SET c299 = 3");
            assertThat(database.captured(A).get(0).forward()).hasSize(301);
            assertThat(lines(B)).containsExactly("UPDATE wide/w u {\"c299\":3} {\"c299\":2}");
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @EnumSource(ColumnType.class)
        void everyTypeKeepsItsValues(ColumnType type) throws SQLException {
            table("samples", "v " + database.declared(type));
            for (String json : PortableSamples.of(type)) {
                assertValueIsKept(type, json);
            }
        }

        private void assertValueIsKept(ColumnType type, String json) throws SQLException {
            String expected = "{\"v\":" + JsonLines.normal(json) + "}";
            run(A, "INSERT INTO samples VALUES ('s', 'u', NULL)");
            run(B, "UPDATE samples SET v = " + sql(type, json), "UPDATE samples SET v = NULL");
            run(B, "UPDATE samples SET v = " + sql(type, json));
            assertThat(lines(B))
                    .containsExactly(
                            "UPDATE samples/s u " + expected + " {\"v\":null}",
                            "UPDATE samples/s u {\"v\":null} " + expected,
                            "UPDATE samples/s u " + expected + " {\"v\":null}");
            assertAppliedAgainIsTheSame(A, B);
            database.undo(List.of(A, B));
        }

        @Test
        void jsonKeepsItsNesting() throws SQLException {
            table("samples", "v " + database.declared(ColumnType.JSON));
            run(A, "INSERT INTO samples VALUES ('s', 'u', '{\"a\": [1, {\"b\": null}], \"c\": \"\\u00e9\"}')");
            assertThat(database.captured(A).get(0).forward().getJsonObject("v"))
                    .isEqualTo(JsonLines.object("{\"a\":[1,{\"b\":null}],\"c\":\"é\"}"));
        }
    }

    /** Returns the value as an SQL literal: a quoted string, which both databases convert to the column's type. */
    private String sql(ColumnType type, String json) {
        JsonValue value = JsonLines.value(json);
        return switch (type) {
            case BOOLEAN -> json;
            case BYTES -> database.bytes(JsonLines.string(value).substring(2));
            case JSON -> literal(json);
            default -> literal(value.getValueType() == JsonValue.ValueType.STRING ? JsonLines.string(value) : json);
        };
    }

    @Nested
    class Refusals {
        @Test
        void writesOutsideAnActionAreRefused() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key) VALUES ('t1', 'u')");
            String before = database.dump();
            for (String statement : List.of(
                    "INSERT INTO todos (id, audience_key) VALUES ('t2', 'u')",
                    "UPDATE todos SET votes = 1",
                    "DELETE FROM todos")) {
                assertThatThrownBy(() -> database.executeOutside(statement))
                        .hasMessageContaining("tracked table todos may only be written inside an action");
            }
            assertThat(database.dump()).isEqualTo(before);
        }

        @Test
        void changesOfThePrimaryKeyAreRefused() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key) VALUES ('t1', 'u')");
            assertThatThrownBy(() -> run(B, "UPDATE todos SET id = 't2'"))
                    .hasMessageContaining("todos")
                    .hasMessageContaining("primary key");
            assertThat(database.captured(B)).isEmpty();
        }

        @Test
        void changesOfTheAudienceAreRefused() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key) VALUES ('t1', 'u')");
            assertThatThrownBy(() -> run(B, "UPDATE todos SET audience_key = 'v'"))
                    .hasMessageContaining("todos")
                    .hasMessageContaining("audience_key");
        }

        @ParameterizedTest
        @MethodSource("org.synchrotron.db.PortableSamples#refused")
        void valuesThatAreNotPortableAreRefused(ColumnType type, String json) throws SQLException {
            table("samples", "v " + database.declared(type));
            assertThatThrownBy(() -> run(A, "INSERT INTO samples VALUES ('s', 'u', " + sql(type, json) + ")"))
                    .isInstanceOf(SQLException.class);
            run(A, "INSERT INTO samples VALUES ('s', 'u', NULL)");
            assertThatThrownBy(() -> run(B, "UPDATE samples SET v = " + sql(type, json)))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Nested
    class Apply {
        @Test
        void insertOfAnExistingRowDoesNothing() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            String before = database.dump();
            database.apply(B, List.of(edit(INSERT, "{\"id\":\"t1\",\"text\":\"other\",\"done\":null,\"votes\":null}")));
            assertThat(database.dump()).isEqualTo(before);
            assertThat(database.captured(B)).isEmpty();
        }

        @Test
        void changesOfAMissingRowDoNothing() throws SQLException {
            todos();
            String before = database.dump();
            database.apply(B, List.of(edit(UPDATE, "{\"text\":\"other\"}"), edit(DELETE, "{}")));
            assertThat(database.dump()).isEqualTo(before);
            assertThat(database.captured(B)).isEmpty();
        }

        @Test
        void appliedChangesAreCapturedAndCanBeUndone() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            String before = database.dump();
            database.apply(B, List.of(edit(UPDATE, "{\"text\":null,\"votes\":3}"), edit(DELETE, "{}")));
            assertThat(lines(B))
                    .containsExactly(
                            "UPDATE todos/t1 u {\"text\":null} {\"text\":\"a\"}",
                            "DELETE todos/t1 u {} {\"done\":false,\"id\":\"t1\",\"text\":null,\"votes\":3}");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
            assertThat(database.captured(B)).isEmpty();
        }

        private RowEdit edit(org.synchrotron.db.tracking.RowOperation operation, String patch) {
            return new RowEdit(operation, "todos", "t1", "u", JsonLines.object(patch));
        }
    }

    @Nested
    class Undo {
        @Test
        void undoRevertsTheLatestChangeFirstForAnyOrderOfRecords() throws SQLException {
            todos();
            String empty = database.dump();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            run(B, "UPDATE todos SET text = 'b'");
            run(A, "UPDATE todos SET text = 'c'", "DELETE FROM todos");
            database.undo(List.of(A, B));
            assertThat(database.dump()).isEqualTo(empty);
        }

        @Test
        void undoLeavesOtherRecordsApplied() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            String before = database.dump();
            run(B, "UPDATE todos SET text = 'b'");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
            assertThat(database.captured(A)).hasSize(1);
            assertThatThrownBy(() -> database.executeOutside("DELETE FROM todos"))
                    .hasMessageContaining("may only be written inside an action");
        }

        @Test
        void undoOfAnyHistoryRestoresEveryRow() throws SQLException {
            RandomHistory.define(CaptureContract.this::table, database);
            String empty = database.dump();
            for (int seed = 0; seed < 200; seed++) {
                assertUndoRestores(seed);
                assertThat(database.dump()).as("seed %d", seed).isEqualTo(empty);
            }
        }

        private void assertUndoRestores(int seed) throws SQLException {
            RandomHistory history = new RandomHistory(new Random(seed), database);
            List<String> prefix = history.execute(8);
            String middle = database.dump();
            List<String> suffix = history.execute(8);
            String end = database.dump();
            List<Captured> captured = new ArrayList<>();
            for (String recordId : suffix) {
                captured.addAll(database.captured(recordId));
            }
            Collections.reverse(suffix);
            database.undo(suffix);
            assertThat(database.dump()).as("seed %d, undone", seed).isEqualTo(middle);
            database.apply(B, captured.stream().map(Captured::edit).toList());
            assertThat(database.dump()).as("seed %d, applied again", seed).isEqualTo(end);
            prefix.add(B);
            database.undo(prefix);
        }
    }

    private void family() throws SQLException {
        table("parents", "name TEXT");
        table("children", "parent_id TEXT REFERENCES parents (id) ON DELETE CASCADE", "n INTEGER");
        table("notes", "child_id TEXT REFERENCES children (id) ON DELETE SET NULL");
    }

    /** Undoes the records, applies their captured changes to the empty tables, and asserts that the rows are the same. */
    private void assertAppliedAgainIsTheSame(String... recordIds) throws SQLException {
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
