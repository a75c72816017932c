package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndoTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void undoOfAnyHistoryRestoresTheTextOfEveryRow(long seed) throws SQLException {
        String[] tables = RandomWrites.define(database);
        RandomWrites writes = new RandomWrites(new Random(seed));
        act(writes, 15);
        String before = database.dump(tables);
        for (int round = 0; round < 5; round++) {
            List<String> records = act(writes, 15);
            Collections.shuffle(records, new Random(seed));
            database.undo(records.toArray(String[]::new));
            assertThat(database.dump(tables))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(before);
        }
    }

    private List<String> act(RandomWrites writes, int records) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            String id = UUID.randomUUID().toString();
            database.act(writes.user(), id, writes.statements());
            ids.add(id);
        }
        return ids;
    }

    @Test
    void undoRestoresChildrenThatWereWrittenBeforeTheirParents() throws SQLException {
        database.table("parents", ", n int");
        database.table("children", ", parent text not null references parents deferrable initially deferred");
        database.act(
                "ann", A, "insert into children values ('c', 'a', 'p')", "insert into parents values ('p', 'a', 1)");
        String before = database.dump("parents", "children");
        database.act("ann", B, "delete from parents", "delete from children");
        database.undo(B);
        assertThat(database.dump("parents", "children")).isEqualTo(before);
        database.undo(A);
        assertThat(database.dump("parents", "children")).isEqualTo("parents\nchildren\n");
    }

    @Test
    void undoRestoresRowsThatReferenceEachOther() throws SQLException {
        database.table("nodes", ", parent text references nodes");
        database.act("ann", A, "insert into nodes values ('b', 'a', 'c'), ('c', 'a', 'c'), ('a', 'a', 'b')");
        String before = database.dump("nodes");
        database.act("ann", B, "delete from nodes");
        database.undo(B);
        assertThat(database.dump("nodes")).isEqualTo(before);
        assertThat(database.undo(A)).isEqualTo("3");
    }

    @Test
    void undoRestoresRowsOfCascadesThatTheAuthorDoesNotSee() throws SQLException {
        database.table("parents", ", n int");
        database.table("children", ", parent text references parents on delete cascade");
        database.table("notes", ", child text references children on delete set null");
        database.act("ann", A, "insert into parents values ('p', 'shared', 1)");
        database.act(
                "bob", A, "insert into children values ('c', 'b', 'p')", "insert into notes values ('n', 'b', 'c')");
        String before = database.dump("parents", "children", "notes");
        database.act("ann", B, "delete from parents");
        assertThat(database.captured(B))
                .containsExactly(
                        "DELETE parents p shared {} {\"n\": 1, \"id\": \"p\"}",
                        "DELETE children c b {} {\"id\": \"c\", \"parent\": \"p\"}",
                        "UPDATE notes n b {\"child\": null} {\"child\": \"c\"}");
        database.undo(B);
        assertThat(database.dump("parents", "children", "notes")).isEqualTo(before);
    }

    @Test
    void undoReportsRowsThatWereChangedWithoutCapture() throws SQLException {
        database.table("todos", ", text text");
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        database.act("ann", B, "update todos set text = 'y'");
        database.define(
                "alter table todos no force row level security",
                "alter table todos disable trigger all",
                "delete from todos");
        assertRefused("SY007", () -> database.undo(B))
                .hasMessageContaining("table todos")
                .hasMessageContaining("rows t");
    }

    @Test
    void undoKeepsTheCaptureContext() throws SQLException {
        database.table("todos", ", text text");
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        try (Session session = database.login()) {
            session.asEngine().record(B).run("select synchrotron.undo(array['" + A + "'::uuid])");
            assertThat(session.value("select current_setting('synchrotron.capture_mode'),"
                            + " current_setting('synchrotron.record_id')"))
                    .isEqualTo("record " + B);
        }
    }
}
