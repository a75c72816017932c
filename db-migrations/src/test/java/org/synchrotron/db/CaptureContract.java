package org.synchrotron.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.db.tracking.RowOperation.DELETE;
import static org.synchrotron.db.tracking.RowOperation.INSERT;
import static org.synchrotron.db.tracking.RowOperation.UPDATE;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.db.CaptureDatabase.Captured;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.ValueLimits;

/** The tests of capture, undo and apply that every database must pass. */
public abstract class CaptureContract extends CapturedValues {

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

        @Test
        void idsOfRowsInAnotherAudienceAreRefused() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key) VALUES ('t1', 'u'), ('t2', 'u')");
            String before = database.dump();
            assertThatThrownBy(() -> run(
                            B,
                            "DELETE FROM todos WHERE id = 't1'",
                            "INSERT INTO todos (id, audience_key) VALUES ('t1', 'v')"))
                    .hasMessageContaining("belongs to another audience");
            for (String end : List.of("NOTHING", "UPDATE SET votes = 1")) {
                assertThatThrownBy(() -> run(
                                B,
                                "INSERT INTO todos (id, audience_key) VALUES ('t1', 'v') ON CONFLICT (id) DO " + end))
                        .hasMessageContaining("belongs to another audience");
            }
            assertThat(database.dump()).isEqualTo(before);
            run(B, "DELETE FROM todos WHERE id = 't2'");
            assertThatThrownBy(() -> run(C, "INSERT INTO todos (id, audience_key) VALUES ('t2', 'v')"))
                    .hasMessageContaining("belongs to another audience");
            run(C, "INSERT INTO todos (id, audience_key) VALUES ('t2', 'u'), ('t3', 'v')");
            assertThatThrownBy(() -> run(
                            C,
                            "INSERT INTO todos (id, audience_key) VALUES ('t4', 'u')",
                            "DELETE FROM todos WHERE id = 't4'",
                            "INSERT INTO todos (id, audience_key) VALUES ('t4', 'v')"))
                    .hasMessageContaining("belongs to another audience");
        }

        @Test
        void idsOfRowsInAnotherGeneratedAudienceAreRefused() throws SQLException {
            database.define("CREATE TABLE mine (id BIGINT PRIMARY KEY NOT NULL, owner TEXT NOT NULL,"
                    + " audience_key TEXT NOT NULL GENERATED ALWAYS AS ('user:' || owner) STORED)");
            database.track("mine");
            run(
                    A,
                    "INSERT INTO mine (id, owner) VALUES (1, 'ann')",
                    "DELETE FROM mine",
                    "INSERT INTO mine (id, owner) VALUES (1, 'ann')");
            assertThatThrownBy(() -> run(B, "DELETE FROM mine", "INSERT INTO mine (id, owner) VALUES (1, 'a')"))
                    .hasMessageContaining("belongs to another audience");
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

        @Test
        void namesAndValuesThatAreTooLongAreRefused() throws SQLException {
            table("samples", "v " + database.declared(ColumnType.TEXT));
            String name = "é".repeat(ValueLimits.NAME_BYTES / 2);
            assertThatThrownBy(() -> run(A, "INSERT INTO samples VALUES ('x" + name + "', 'u', NULL)"))
                    .hasMessageContaining("at most 1");
            run(
                    A,
                    "INSERT INTO samples VALUES ('" + name + "', 'u', '" + "x".repeat(ValueLimits.TEXT_BYTES >> 20)
                            + "')");
            run(A, Collections.nCopies(20, "UPDATE samples SET v = v || v").toArray(String[]::new));
            assertThatThrownBy(() -> run(B, "UPDATE samples SET v = v || 'y'")).hasMessageContaining("at most 16");
            database.undo(List.of(A));
            assertThat(database.dump()).doesNotContain(name);
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
}
