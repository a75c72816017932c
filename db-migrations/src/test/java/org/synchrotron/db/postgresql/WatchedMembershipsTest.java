package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Triggers on the tables that {@code user_audiences} reads. */
class WatchedMembershipsTest {

    private static final String WATCHED = """
            select string_agg(distinct tgrelid::regclass::text, ' ' order by tgrelid::regclass::text)
            from pg_trigger where tgname = 'synchrotron_memberships'
            """;

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.migrated();
        database.define(
                "create schema staff",
                "create table members (user_id text, audience_key text)",
                "create table staff.teams (user_id text, team text)",
                "create table projects (team text, project text)");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void aTableAndConstants() throws SQLException {
        view("select user_id, audience_key from members union all values ('ann', 'all')");
        assertThat(watched()).isEqualTo("members");
        database.define("select synchrotron.watch_memberships()");
        assertThat(watched()).isEqualTo("members");
    }

    @Test
    void aJoinThroughViewsIntoOtherSchemas() throws SQLException {
        database.define(
                "create view inner_view as select user_id, project from staff.teams join projects using (team)",
                "create view outer_view as select * from inner_view");
        view("select user_id, project from outer_view");
        assertThat(watched()).isEqualTo("projects staff.teams");
    }

    @Test
    void aReplacedViewLeavesNoTriggersOnTablesThatItNoLongerReads() throws SQLException {
        view("select user_id, audience_key from members");
        view("select user_id, team from staff.teams");
        assertThat(watched()).isEqualTo("staff.teams");
    }

    @Test
    void aTrackedTable() throws SQLException {
        database.table("memberships", ", member text not null");
        view("select member, audience_key from memberships");
        assertThat(watched()).isEqualTo("memberships");
        assertThat(notifications("""
                        begin;
                        set local role synchrotron_engine;
                        set local synchrotron.record_id = '00000000-0000-4000-8000-00000000000a';
                        set local synchrotron.capture_mode = 'record';
                        select synchrotron.open_scope('%s');
                        insert into memberships values ('1', 'p', 'ann');
                        commit
                        """.formatted(ScopeKey.of(TestCluster.LOGIN_PASSWORD))))
                .isEqualTo(1);
    }

    @Test
    void aPartitionedTableAndItsPartitions() throws SQLException {
        database.define(
                "create table parted (user_id text, audience_key text) partition by list (user_id)",
                "create table part_a partition of parted for values in ('ann')");
        view("select user_id, audience_key from parted");
        assertThat(watched()).isEqualTo("part_a parted");
        assertThat(notifications("insert into parted values ('ann', 'p')")).isEqualTo(1);
        assertThat(notifications("delete from part_a")).isEqualTo(1);
    }

    @Test
    void eachKindOfChangeNotifiesOnceATransaction() throws SQLException {
        view("select user_id, audience_key from members");
        assertThat(notifications("insert into members select 'ann', n::text from generate_series(1, 1000) n"))
                .isEqualTo(1);
        assertThat(notifications("update members set audience_key = 'p'; delete from members where user_id = 'ann'"))
                .isEqualTo(1);
        assertThat(notifications("truncate members")).isEqualTo(1);
        assertThat(notifications("begin; insert into members values ('ann', 'p'); rollback"))
                .isZero();
        assertThat(notifications("insert into projects values ('t', 'p')")).isZero();
    }

    private void view(String query) throws SQLException {
        database.define(
                "create or replace view synchrotron.user_audiences (user_id, audience_key) as " + query,
                "select synchrotron.watch_memberships()");
    }

    private String watched() throws SQLException {
        try (Session session = database.administrator()) {
            return session.value(WATCHED);
        }
    }

    private int notifications(String statements) throws SQLException {
        return database.notifications("synchrotron_memberships", statements);
    }
}
