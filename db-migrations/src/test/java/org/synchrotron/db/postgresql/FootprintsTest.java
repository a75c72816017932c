package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Footprints")
class FootprintsTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

    private static final String RECORD = """
            insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, client_id, clock_time_ms,
                clock_counter, clock, args, created_at, outcome, grant_id)
            select '%s', %d, '%s', 'ann', 'ann-1', 1, %d, '{}', '{}', now(), '%s', synchrotron.present_grant('ann')""";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("items", ", x integer");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private String set(String audiences) throws SQLException {
        return database.transaction(
                session -> session.asEngine().value("select synchrotron.audience_set('" + audiences + "')"));
    }

    private void run(String record, String reads, String writes, String statement) throws SQLException {
        String readSet = set(reads);
        String writeSet = set(writes);
        database.transaction(session -> session.asUser("ann")
                .record(record)
                .set("synchrotron.grant_id", readSet)
                .set("synchrotron.write_grant_id", writeSet)
                .open()
                .run(statement));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertOutside(
            String reads, String writes, String statement) {
        return assertThatThrownBy(() -> run(B, reads, writes, statement)).isInstanceOf(SQLException.class);
    }

    private List<String> touched() throws SQLException {
        return database.transaction(session -> session.asEngine()
                .rows("select audience_key from synchrotron.touched_constraints order by audience_key"));
    }

    @Test
    void letARunSeeMoreThanItWrites() throws SQLException {
        database.act("ann", A, "insert into items values ('1', 'a', 1), ('2', 'shared', 1)");
        String sentence = "row 2 of table items belongs to audience shared, which this action may not write";
        assertOutside("{a,shared}", "{a}", "update items set x = 2 where id = '2'")
                .hasMessageContaining(sentence);
        assertOutside("{a,shared}", "{a}", "delete from items where id = '2'").hasMessageContaining(sentence);
        assertOutside("{a,shared}", "{a}", "insert into items values ('3', 'shared', 1)")
                .hasMessageContaining("row 3 of table items belongs to audience shared");
        run(B, "{a,shared}", "{a}", "update items set x = (select count(*) from items) where id = '1'");
        run(B, "{a}", "{a}", "update items set x = x + 10 where id <> '1'");
        assertThat(database.dump("items")).contains("(1,a,2)").contains("(2,shared,1)");
    }

    @Test
    void refuseWhatAForeignKeysCascadeWrites() throws SQLException {
        database.table("parts", ", item_id text references items on delete cascade");
        database.act(
                "ann", A, "insert into items values ('1', 'a', 1)", "insert into parts values ('p', 'shared', '1')");
        assertOutside("{a}", "{a}", "delete from items where id = '1'")
                .hasMessageContaining("row p of table parts belongs to audience shared");
    }

    @Test
    void refuseAReferenceToARowOfAnotherAudienceThatTheRunMayNotWrite() throws SQLException {
        database.table("parts", ", item_id text references items");
        database.act("ann", A, "insert into items values ('1', 'shared', 1), ('2', 'a', 1)");
        String insert = "insert into parts values ('p', 'a', '1')";
        assertOutside("{a,shared}", "{a}", insert)
                .hasMessageContaining("row p of table parts refers to a row of table items in audience shared");
        run(B, "{a,shared}", "{a,shared}", insert);
    }

    @Test
    void knowTheAudienceOfARowIdForEver() throws SQLException {
        database.define(
                "insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, client_id,"
                        + " clock_time_ms, clock_counter, clock, args, created_at, outcome, grant_id) select '" + A
                        + "', 1, 'any_v1', 'ann', 'ann-1', 1, 1, '{}', '{}', now(), 'applied', synchrotron.audience_set('{a,shared}')");
        database.act("ann", A, "insert into items values ('1', 'a', 1)");
        assertThatThrownBy(
                        () -> database.act("bob", B, "insert into items values ('1', 'b', 1) on conflict do nothing"))
                .hasMessageContaining("the id 1 of table items belongs to another audience than b");
        database.transaction(session -> session.asEngine()
                .run(
                        "insert into synchrotron.action_modified_rows (sequence, server_ingest_id, action_record_id, table_name, row_id,"
                                + " audience_key, operation, forward_patches, reverse_patches) select 0, 1, action_record_id,"
                                + " table_name, row_id, audience_key, operation, forward_patches, reverse_patches"
                                + " from synchrotron.applied_changes"));
        database.act("ann", B, "delete from items");
        assertThatThrownBy(() -> database.act("bob", B, "insert into items values ('1', 'b', 1)"))
                .hasMessageContaining("belongs to another audience");
        database.act("ann", B, "insert into items values ('1', 'a', 2)");
    }

    @Test
    void includeConstraintsThatAllAudiencesShare() throws SQLException {
        database.table("badges", ", name text unique, color text, seat integer, unique (audience_key, seat)");
        database.define("create unique index badges_color on badges (lower(color))");
        database.define("select synchrotron.track('badges')");
        List<String> shared = database.transaction(session ->
                session.asEngine().rows("select constraint_name from synchrotron.shared_constraints order by 1"));
        assertThat(shared).containsExactly("badges_color", "badges_name_key");
        database.act("ann", A, "update badges set seat = 1");
        assertThat(touched()).as("an expression may read any column").containsExactly("unique:badges.badges_color");
        database.act("ann", A, "update badges set name = 'x' where false");
        assertThat(touched()).containsExactly("unique:badges.badges_color", "unique:badges.badges_name_key");
    }

    @Test
    void areTiedByAConstraintOfWhichTrackSaysSo() throws SQLException {
        try (Session session = database.administrator()) {
            session.run("create table badges (id text primary key, audience_key text not null, name text unique,"
                    + " seat integer, unique (audience_key, seat))");
            assertThat(session.notices("select synchrotron.track('badges')"))
                    .singleElement()
                    .asString()
                    .startsWith("unique constraint badges_name_key of table public.badges reaches across audiences")
                    .contains("Include audience_key in the constraint");
        }
    }

    @Test
    void ofRecordsInAnOlderLogAreTheirGrants() throws SQLException {
        String old = TestCluster.emptyDatabase();
        try {
            PostgresMigrations migrations = new PostgresMigrations(TestCluster.administrator(old));
            migrations.syncSchema().target("25").load().migrate();
            try (Session session = new Session(TestCluster.administrator(old))) {
                session.run(
                                "create or replace view synchrotron.user_audiences (user_id, audience_key) as"
                                        + " values ('ann', 'a')",
                                "create table badges (id text primary key, audience_key text not null, name text unique)",
                                "select synchrotron.track('badges')",
                                RECORD.formatted(A, 1, "any_v1", 1, "applied"),
                                RECORD.formatted(B, 2, "any_v1", 2, "rejected"),
                                RECORD.formatted("00000000-0000-4000-8000-00000000000c", 3, "any_v1", 3, "applied"),
                                RECORD.formatted(
                                        "00000000-0000-4000-8000-00000000000d", 4, "RollbackAction", 4, "applied"),
                                "insert into synchrotron.action_modified_rows values ('" + A
                                        + "', 0, 'badges', '1', 'a', 'INSERT', '{}', '{}')")
                        .commit();
            }
            migrations.migrate(List.of());
            try (Session session = new Session(TestCluster.administrator(old))) {
                assertThat(session.rows("""
                                select r.server_ingest_id, reads.audiences, f.write_set = f.read_set, shared.audiences
                                from synchrotron.action_records r
                                left join synchrotron.footprints f on f.id = r.footprint_id
                                left join synchrotron.grants reads on reads.id = f.read_set
                                left join synchrotron.grants shared on shared.id = f.shared_set
                                order by r.server_ingest_id"""))
                        .containsExactly(
                                "1 {a} t {unique:badges.badges_name_key}",
                                "2 {a} t {unique:badges.badges_name_key}",
                                "3 {a} t null",
                                "4 null null null");
            }
        } finally {
            TestCluster.drop(old);
        }
    }
}
