package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Triggers of the application")
class ApplicationTriggersTest {

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

    /** Defines a function {@code answer()} with this body, and this trigger that executes it. */
    private void trigger(String body, String trigger) throws SQLException {
        database.define(
                "create function answer() returns trigger language plpgsql as $$ begin " + body + " end $$",
                "create trigger " + trigger + " execute function answer()");
        database.define("select synchrotron.refresh_tracking()");
    }

    private void act(String record, String... statements) throws SQLException {
        database.transaction(session -> {
            session.asUser("ann").record(record).run(statements);
            return session.value("select synchrotron.settle_changes()::text");
        });
    }

    private List<String> rows(String sql) throws SQLException {
        return database.transaction(session -> session.asEngine().rows(sql));
    }

    @Test
    void actOnceAndNotWhenTheirRecordIsUndone() throws SQLException {
        database.table("todos", ", n int, version int not null default 0");
        trigger("new.version := old.version + 1; return new;", "bump before update on todos for each row");
        act(A, "insert into todos values ('t', 'a', 1)");
        act(B, "update todos set n = 2", "update todos set n = 3");
        assertThat(rows("select n, version from todos")).containsExactly("3 2");
        database.undo(B);
        assertThat(rows("select n, version from todos")).containsExactly("1 0");
    }

    @Test
    void doNotActWhenKnownEffectsAreApplied() throws SQLException {
        database.table("todos", ", n int, version int not null default 0");
        trigger(
                "new.version := coalesce(old.version, 0) + 1; return new;",
                "bump before insert or update on todos for each row");
        apply(A, "INSERT", "{\"id\": \"t\", \"n\": 1, \"version\": 7}");
        apply(B, "UPDATE", "{\"n\": 2}");
        assertThat(rows("select n, version from todos")).containsExactly("2 7");
        assertThat(database.captured(B)).containsExactly("UPDATE todos t a {\"n\": 2} {\"n\": 1}");
        act("00000000-0000-4000-8000-00000000000c", "update todos set n = 3");
        assertThat(rows("select n, version from todos")).containsExactly("3 8");
    }

    private void apply(String record, String operation, String patch) throws SQLException {
        String change = "[{\"table_name\": \"todos\", \"row_id\": \"t\", \"audience_key\": \"a\", \"operation\": \""
                + operation + "\", \"forward_patches\": " + patch + "}]";
        database.transaction(session ->
                session.asUser("ann").record(record).value("select synchrotron.apply_changes(?::jsonb)", change));
    }

    @Test
    void doNotActWhenChangesArePutBack() throws SQLException {
        database.table("todos", ", n int, version int not null default 0");
        act(A, "insert into todos values ('t', 'a', 1)");
        trigger("new.version := old.version + 1; return new;", "bump before update on todos for each row");
        act(B, "update todos set n = 2");
        List<String> positions =
                rows("select position from synchrotron.applied_changes where action_record_id = '" + B + "'");
        String array = "{" + String.join(",", positions) + "}";
        database.transaction(
                session -> session.asEngine().value("select synchrotron.take_back('{}'::uuid[], ?::bigint[])", array));
        assertThat(rows("select n, version from todos")).containsExactly("1 0");
        database.transaction(session -> session.asEngine().value("select synchrotron.put_back(?::bigint[])", array));
        assertThat(rows("select n, version from todos")).containsExactly("2 1");
    }

    @Test
    void thatCountRowsElsewhereAreUndoneWithTheirRecord() throws SQLException {
        database.table("lists", ", size int not null default 0");
        database.table("todos", ", list text not null references lists");
        trigger(
                "update lists set size = size + 1 where id = new.list; return null;",
                "count_it after insert on todos for each row");
        act(A, "insert into lists values ('l', 'a')", "insert into todos values ('t', 'a', 'l')");
        act(B, "insert into todos values ('u', 'a', 'l'), ('v', 'a', 'l')");
        assertThat(rows("select size from lists")).containsExactly("3");
        database.undo(B);
        assertThat(rows("select size from lists")).containsExactly("1");
    }

    /** Whatever the order in which the triggers fire, what was captured leads from the former row to the present one. */
    @ParameterizedTest
    @ValueSource(strings = {"a_first", "z_last"})
    void thatWriteTheSameRowAgainLeaveExactChanges(String name) throws SQLException {
        database.table("todos", ", n int, version int not null default 0");
        act(A, "insert into todos values ('t', 'a', 1, 1)");
        trigger(
                "update todos set n = new.n + 10, version = version + 1 where id = new.id; return null;",
                name + " after update on todos for each row when (pg_trigger_depth() = 0)");
        act(B, "update todos set n = 2");
        assertThat(rows("select n, version from todos")).containsExactly("12 2");
        assertThat(folded(B)).isEqualTo(rows("select n, version from todos"));
        database.undo(B);
        assertThat(rows("select n, version from todos")).containsExactly("1 1");
    }

    private List<String> folded(String record) throws SQLException {
        List<String> changes = database.captured(record);
        String last = changes.get(changes.size() - 1);
        return Stream.of(last)
                .map(change -> change.replaceAll(".*\\{\"n\": (\\d+), \"version\": (\\d+)} \\{.*", "$1 $2"))
                .toList();
    }

    @Test
    void ofAStatementOnSeveralRowsLeaveExactChanges() throws SQLException {
        database.table("todos", ", n int");
        act(A, "insert into todos values ('t', 'a', 1), ('u', 'a', 1), ('v', 'a', 1)");
        String before = database.dump("todos");
        trigger(
                "update todos set n = n + 100 where id > new.id; return null;",
                "push after update on todos for each row when (pg_trigger_depth() = 0)");
        act(B, "update todos set n = n + 1");
        assertThat(rows("select id, n from todos order by id")).containsExactly("t 2", "u 102", "v 202");
        assertThat(database.captured(B))
                .contains(
                        "UPDATE todos u a {\"n\": 102} {\"n\": 1}",
                        "UPDATE todos v a {\"n\": 202} {\"n\": 1}",
                        "UPDATE todos t a {\"n\": 2} {\"n\": 1}")
                .hasSize(3);
        database.undo(B);
        assertThat(database.dump("todos")).isEqualTo(before);
    }

    @Test
    void thatDeleteOrInsertRowsOfTheSameStatementLeaveExactChanges() throws SQLException {
        database.table("todos", ", n int");
        act(A, "insert into todos values ('t', 'a', 1), ('u', 'a', 1)");
        String before = database.dump("todos");
        trigger(
                "delete from todos where id > new.id; insert into todos values ('w', 'a', 9) on conflict do nothing; return null;",
                "push after insert or update on todos for each row when (pg_trigger_depth() = 0)");
        act(B, "update todos set n = n + 1", "insert into todos values ('x', 'a', 5), ('y', 'a', 6)");
        String after = database.dump("todos");
        assertThat(rows("select id from todos order by id")).containsExactly("t", "w", "x");
        database.undo(B);
        assertThat(database.dump("todos")).isEqualTo(before);
        act(B, "update todos set n = n + 1", "insert into todos values ('x', 'a', 5), ('y', 'a', 6)");
        assertThat(database.dump("todos")).isEqualTo(after);
    }

    @Test
    void keepTheirConditionStateCommentAndWords() throws SQLException {
        database.table("todos", ", n int, \"odd ' FOR EACH ROW EXECUTE FUNCTION\" text");
        database.define(
                "create function answer() returns trigger language plpgsql as $$ begin new.n := new.n + tg_nargs; return new; end $$",
                """
                create trigger "its 'name' "" EXECUTE FUNCTION x" before update of n, "odd ' FOR EACH ROW EXECUTE FUNCTION" on todos
                for each row when (new.n > 1 or new."odd ' FOR EACH ROW EXECUTE FUNCTION" = ' WHEN (x) EXECUTE FUNCTION "y''')
                execute function answer('it''s', ' EXECUTE FUNCTION ')
                """,
                "comment on trigger \"its 'name' \"\" EXECUTE FUNCTION x\" on todos is 'why'",
                "create trigger off before insert on todos for each row execute function answer()",
                "alter table todos disable trigger off",
                "create constraint trigger late after insert on todos deferrable initially deferred for each row"
                        + " execute function answer()",
                "select synchrotron.track('todos')",
                "select synchrotron.track('todos')");
        assertThat(rows("""
                        select tgname, tgenabled, tgdeferrable, tginitdeferred, obj_description(oid, 'pg_trigger'), tgnargs, tgattr
                        from pg_trigger where tgrelid = 'todos'::regclass and tgfoid = 'answer'::regproc order by 1
                        """))
                .containsExactly(
                        "its 'name' \" EXECUTE FUNCTION x O f f why 2 3 4", "late O t t null 0 ", "off D f f null 0 ");
        act(A, "insert into todos values ('t', 'a', 1)");
        act(B, "update todos set n = 1", "update todos set n = 2");
        assertThat(rows("select n from todos")).containsExactly("4");
        database.undo(B);
        assertThat(rows("select n from todos")).containsExactly("1");
    }

    @Test
    void thatAMigrationReplacesAreGuardedAgain() throws SQLException {
        database.table("todos", ", n int");
        act(A, "insert into todos values ('t', 'a', 1)");
        trigger("new.n := new.n + 1; return new;", "bump before update on todos for each row");
        database.define(
                "create or replace trigger bump before update on todos for each row execute function answer()",
                "select synchrotron.refresh_tracking()");
        act(B, "update todos set n = 5");
        database.undo(B);
        assertThat(rows("select n from todos")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at timestamptz default now()",
                "at timestamptz default current_timestamp",
                "at date default current_date + 1",
                "at text default (now() - interval '1 day')::text",
                "of text default current_user",
                "code uuid default gen_random_uuid()",
                "code text default 'x' || random()::text",
                "n serial",
                "at timestamptz default synchrotron_test_now()"
            })
    void defaultsThatAreComputedAnewAreRefused(String column) throws SQLException {
        database.define("create function synchrotron_test_now() returns timestamptz language sql as 'select now()'");
        database.define("create table todos (id text primary key, audience_key text not null, " + column + ")");
        assertRefused("SY005", () -> database.define("select synchrotron.track('todos')"))
                .hasMessageContaining("is computed anew at each run")
                .hasMessageContaining("drop default");
    }

    @Test
    void constantDefaultsAreTracked() throws SQLException {
        database.table(
                "todos",
                ", n int default 1 + 2, at timestamptz default '2026-01-01T00:00:00Z', s text default lower('X'), o text default null,"
                        + " j jsonb default '{}', d date default 'today'");
    }

    @Test
    void aMigrationThatAddsWhatCannotBeExactIsRefused() throws SQLException {
        database.table("todos", ", n int");
        database.define("alter table todos alter column n set default (random() * 10)::int");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("column n");
        database.define(
                "alter table todos alter column n drop default",
                "create rule nothing as on delete to todos do instead nothing");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("rule nothing");
        database.define(
                "drop rule nothing on todos", "create table notes (todo text references todos on delete cascade)");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("notes, which is not tracked, refers to it");
    }

    @Test
    void viewsThatShowRowsWithTheirOwnersRightsAreRefused() throws SQLException {
        database.table("todos", ", n int");
        database.define(
                "create view owned as select * from todos",
                "create view outer_view with (security_invoker = true) as select * from owned",
                "select synchrotron.refresh_tracking()",
                "grant select on owned to synchrotron_user");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("view public.owned over it shows all rows to the role synchrotron_user")
                .hasMessageContaining("alter view public.owned set (security_invoker = true)");
        database.define(
                "alter view owned set (security_invoker = on)",
                "select synchrotron.refresh_tracking()",
                "create materialized view summed as select count(*) from outer_view",
                "grant select on summed to public");
        assertRefused("SY005", () -> database.define("select synchrotron.track('todos')"))
                .hasMessageContaining("view public.summed over it");
    }

    @Test
    void tablesWithForeignKeysOfOthersAreTrackedTogether() throws SQLException {
        String columns = " (id text primary key, audience_key text not null";
        String track = "select synchrotron.track('";
        database.define(
                "create table lists" + columns + ")", "create table todos" + columns + ", list text references lists)");
        assertRefused("SY005", () -> database.define(track + "lists')"))
                .hasMessageContaining("todos, which is not tracked");
        database.define(track + "lists')", track + "todos')");
    }
}
