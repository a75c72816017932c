package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackTest {

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
    @CsvSource(
            delimiter = '|',
            value = {
                "audience_key text not null | column id is missing",
                "id text, audience_key text not null | column id is not its primary key",
                "id text, n int, primary key (id, n), audience_key text not null | column id is not its primary key",
                "id text primary key deferrable, audience_key text not null | column id is not its primary key",
                "id numeric primary key, audience_key text not null | column id has a type",
                "id text primary key | column audience_key is missing",
                "id text primary key, audience_key text | column audience_key is not declared text not null",
                "id text primary key, audience_key int not null | column audience_key is not declared text",
                "id text primary key, audience_key text not null, at timestamp | type timestamp without time zone of column at",
                "id text primary key, audience_key text not null, list text[] | type text[] of column list",
                "id int generated always as identity primary key, audience_key text not null | column id is an identity column",
            })
    void tablesThatCannotBeTrackedAreRefusedWithTheReason(String columns, String reason) throws SQLException {
        database.define("create table bad (" + columns + ")");
        assertRefused("SY005", () -> database.define("select synchrotron.track('bad')"))
                .hasMessageContaining("table public.bad cannot be tracked: " + reason)
                .hasMessageContaining("Hint: ");
    }

    @Test
    void missingTablesViewsAndFilledTablesAreRefused() throws SQLException {
        assertRefused("SY005", () -> database.define("select synchrotron.track('nowhere')"))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("does not exist");
        database.define("create view v as select 'i'::text as id, 'a'::text as audience_key");
        assertRefused("SY005", () -> database.define("select synchrotron.track('v')"))
                .hasMessageContaining("not an ordinary table");
        database.define(
                "create table filled (id text primary key, audience_key text not null)",
                "insert into filled values ('x', 'a')");
        assertRefused("SY005", () -> database.define("select synchrotron.track('filled')"))
                .hasMessageContaining("rows that no action wrote");
    }

    @Test
    void tableIsFoundInTheSearchPathOrByItsSchemaAndItsPlainNameIsTrackedOnce() throws SQLException {
        String columns = " (id text primary key, audience_key text not null)";
        database.define(
                "create schema app",
                "create table app.things" + columns,
                "create table things" + columns,
                "create table \"My \"\"Own\"\" Things\"" + columns,
                "create table app.\"Other Things\"" + columns,
                "select synchrotron.track('app.things')",
                "select synchrotron.track('My \"Own\" Things')",
                "select synchrotron.track('app.\"Other Things\"')");
        database.act("ann", A, "insert into app.things values ('t', 'a')");
        assertThat(database.captured(A)).containsExactly("INSERT things t a {\"id\": \"t\"} {}");
        database.undo(A);
        assertThat(database.dump("app.things")).isEqualTo("app.things\n");
        assertRefused("SY005", () -> database.define("select synchrotron.track('things')"))
                .hasMessageContaining("app.things of the same name is tracked already");
    }

    @Test
    void alteredTableIsTrackedAgain() throws SQLException {
        database.table("todos", ", text text");
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        database.define(
                "alter table todos add column n int not null default 7",
                "alter table todos rename text to title",
                "select synchrotron.refresh_tracking()");
        database.act("ann", B, "update todos set n = 8, title = 'y'");
        assertThat(database.captured(B))
                .containsExactly("UPDATE todos t a {\"n\": 8, \"title\": \"y\"} {\"n\": 7, \"title\": \"x\"}");
        database.undo(B);
        database.undo(A);
        assertThat(database.dump("todos")).isEqualTo("todos\n");
    }

    @Test
    void tablesCanBeTrackedTwiceAndDroppedAndCreatedAgain() throws SQLException {
        database.table("todos", ", text text");
        database.define("select synchrotron.track('todos')", "drop table todos");
        database.table("todos", ", other text");
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        assertThat(database.captured(A)).containsExactly("INSERT todos t a {\"id\": \"t\", \"other\": \"x\"} {}");
        database.define("drop table todos", "select synchrotron.refresh_tracking()");
        try (Session session = database.administrator()) {
            assertThat(session.rows("select * from synchrotron.tracked_tables")).isEmpty();
        }
    }
}
