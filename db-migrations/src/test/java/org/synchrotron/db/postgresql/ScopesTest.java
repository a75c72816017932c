package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The scope of a transaction")
class ScopesTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", title text");
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        database.define(
                "select synchrotron.audience_set('{a}')",
                "insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, client_id, clock_time_ms, clock_counter,"
                        + " clock, args, created_at, outcome) values ('" + A
                        + "', 1, 'any', 'server', 'server', 1, 1, '{}', '{}', now(), 'applied')");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private String set(String audiences) throws SQLException {
        return database.transaction(
                session -> session.asEngine().value("select synchrotron.audience_set('" + audiences + "')"));
    }

    private void run(String statement) throws SQLException {
        String grant = set("{a,shared}");
        database.transaction(session -> session.asUser("ann")
                .record(B)
                .set("synchrotron.grant_id", grant)
                .open()
                .run(statement));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into todos select 'u', 'a', set_config('synchrotron.capture_mode', 'undo', true)",
                "update todos set title = set_config('synchrotron.capture_mode', 'undo', true)",
                "update todos set title = set_config('synchrotron.record_id', '00000000-0000-4000-8000-00000000000a', true)",
                "update todos set title = set_config('role', 'synchrotron_engine', true)",
                "delete from todos where set_config('synchrotron.capture_mode', 'undo', true) = 'undo'",
                "select set_config('synchrotron.user_id', 'bob', true), (select count(*) from todos)"
            })
    void isNoticedToChangeWithinAStatement(String statement) throws SQLException {
        String before = database.dump("todos");
        assertThatThrownBy(() -> run(statement))
                .extracting(failure -> ((SQLException) failure).getSQLState())
                .isEqualTo(SyncSqlState.SCOPE_CHANGED);
        assertThat(database.dump("todos")).isEqualTo(before);
        assertThat(database.captured(B)).isEmpty();
    }

    /** The check of each row sees other settings; capture sees those of before. */
    @Test
    void decidesAlsoWhereItIsSetBackWithinTheStatement() throws SQLException {
        String mine = set("{a,shared}");
        String theirs = set("{b}");
        assertThatThrownBy(
                        () -> run("insert into todos select id, audience, set_config('synchrotron.grant_id', g, true)"
                                + " from (values ('u', 'b', '" + theirs + "'), ('v', 'a', '" + mine
                                + "')) v (id, audience, g)"))
                .hasMessageContaining("row u of table todos belongs to audience b");
        run("update todos set title = set_config('synchrotron.capture_mode', 'undo', true)"
                + " returning set_config('synchrotron.capture_mode', 'record', true)");
        assertThat(database.captured(B)).hasSize(1);
    }

    @Test
    void isOpenedOnlyWithTheKey() {
        assertThatThrownBy(() -> database.transaction(session ->
                        session.run("set local role synchrotron_engine", "select synchrotron.open_scope('guessed')")))
                .extracting(failure -> ((SQLException) failure).getSQLState())
                .isEqualTo(SyncSqlState.UNKNOWN_KEY);
    }

    /** All that the engine may read, and users may not, and the log. */
    @Test
    void isAskedByEachTableOfTheEngine() throws SQLException {
        List<String> unguarded = database.transaction(session -> session.rows("""
                select c.oid::regclass from pg_class c
                where c.relkind in ('r', 'p', 'm') and c.relnamespace = 'synchrotron'::regnamespace
                  and has_table_privilege('synchrotron_engine', c.oid, 'select')
                  and (c.relrowsecurity or not has_table_privilege('synchrotron_user', c.oid, 'select'))
                  and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'scope' and not p.polpermissive)
                """));
        assertThat(unguarded).isEmpty();
        for (String table : List.of("grants", "applied_changes", "action_records", "memberships")) {
            assertThatThrownBy(() -> database.transaction(session ->
                            session.run("set local role synchrotron_engine", "select * from synchrotron." + table)))
                    .as(table)
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isEqualTo(SyncSqlState.SCOPE_CHANGED);
        }
    }
}
