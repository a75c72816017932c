package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Adopting a table that has rows")
class AdoptionTest extends SchemaChangeKit {

    private static final String NOTES =
            "create table notes (id integer primary key, audience_key text not null, text text, data json, r real)";

    @Test
    void makesItsRowsTheBeginningOfTheHistory() throws SQLException {
        migrate(
                NOTES,
                "insert into notes values (2, 'a', 'x', '{ \"k\" : 1 }', '-0'), (1, 'b', 'y', null, null)",
                "select synchrotron.adopt('notes')");

        assertThat(read("""
                        select server_ingest_id, _tag, user_id, clock_time_ms, clock_counter, args ->> 'reason', footprint_id
                        from synchrotron.action_records where server_ingest_id > 2
                        """)).containsExactly("3 _InternalAdoption server 0 1 notes null");
        assertThat(logged())
                .contains(
                        "notes INSERT {\"r\": null, \"id\": 1, \"data\": null, \"text\": \"y\"} {}",
                        "notes INSERT {\"r\": 0, \"id\": 2, \"data\": {\"k\": 1}, \"text\": \"x\"} {}");
        assertThat(read("select data from notes where id = 2")).containsExactly("{\"k\": 1}");
        database.act("ann", C, "update notes set text = 'z'");
        assertThat(database.captured(C)).containsExactly("UPDATE notes 2 a {\"text\": \"z\"} {\"text\": \"x\"}");
        database.undo(C);
        assertThat(database.dump("notes")).contains("(1,b,y,,)", "(2,a,x,");
    }

    @Test
    void isVisibleToTheAudiencesOfItsRows() throws SQLException {
        migrate(NOTES, "insert into notes values (2, 'a'), (1, 'b')", "select synchrotron.adopt('notes')");

        List<String> seen = database.transaction(session -> session.asUser("ann")
                .rows("select row_id from synchrotron.action_modified_rows where server_ingest_id = 3"));
        assertThat(seen).containsExactly("2");
    }

    @Test
    void isSuggestedByTrack() throws SQLException {
        database.define(NOTES, "insert into notes values (2, 'a')");
        assertRefused("SY005", () -> database.define("select synchrotron.track('notes')"))
                .hasMessageContaining("select synchrotron.adopt('public.notes')");
        assertThat(read("select table_name from synchrotron.tracked_tables")).containsExactly("todos");
    }

    @Test
    void isRefusedForATrackedTableAndForValuesThatAreNotPortable() throws SQLException {
        assertRefused("SY005", () -> database.define("select synchrotron.adopt('todos')"))
                .hasMessageContaining("already");
        assertRefused("SY005", () -> database.define("select synchrotron.adopt('none')"))
                .hasMessageContaining("exist");
        database.define(NOTES, "insert into notes values (2, 'a', 'x', null, 'NaN')");
        assertRefused("SY005", () -> database.define("select synchrotron.adopt('notes')"))
                .hasMessageContaining("the value of column r of row 2 is not portable");
    }

    @Test
    void ofAnEmptyTableIsTracking() throws SQLException {
        migrate(NOTES, "select synchrotron.adopt('notes')");
        assertThat(read("select max(server_ingest_id) from synchrotron.action_records"))
                .containsExactly("2");
        database.act("ann", C, "insert into notes values (1, 'a')");
        assertThat(database.captured(C)).hasSize(1);
    }

    @Test
    void mayFollowTheEndOfItsTracking() throws SQLException {
        database.act("ann", C, "insert into todos values ('u', 'a', 'other', 5)");
        log(C, 3);
        migrate(
                "select synchrotron.untrack('todos')",
                "update todos set n = 100 where id = 't'",
                "delete from todos where id = 'u'");
        migrate("select synchrotron.adopt('todos')");

        assertThat(logged())
                .contains("todos INSERT {\"n\": 100, \"id\": \"t\", \"title\": \"y\"} {}", "todos DELETE {} {}")
                .filteredOn(row -> row.startsWith("todos (gone 1) "))
                .hasSize(3);
        assertThat(
                        read(
                                "select row_id from synchrotron.action_modified_rows where table_name = 'todos' and operation = 'DELETE'"))
                .containsExactly("u");
        assertThat(retired()).containsExactly("todos (gone 1)  null null");
    }

    @Test
    @Timeout(60)
    void takesManyRowsAtOnce() throws SQLException {
        migrate(
                NOTES,
                "insert into notes select n, 'p' || n % 100, 'text ' || n from generate_series(1, 100000) n",
                "select synchrotron.adopt('notes')");
        assertThat(read("select count(*) from synchrotron.action_modified_rows"))
                .containsExactly("100002");
    }
}
