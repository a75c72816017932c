package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Grants")
class GrantsTest {

    private static final String RECORD = """
            insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, client_id, clock_time_ms,
                clock_counter, clock, args, created_at, outcome)
            select gen_random_uuid(), %d, 'any_v1', '%s', '%s', 1, %d, '{}', '{}', now(), 'applied'""";

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

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

    private String grant(String user) throws SQLException {
        return database.transaction(
                session -> session.asEngine().value("select synchrotron.present_grant('" + user + "')"));
    }

    private void let(String audiences) throws SQLException {
        database.define(
                "create or replace view synchrotron.user_audiences (user_id, audience_key) as values " + audiences);
    }

    private List<String> seen(String user, String grant) throws SQLException {
        return database.transaction(session -> session.asUser(user)
                .set("synchrotron.grant_id", grant)
                .open()
                .rows("select id from items order by id"));
    }

    @Test
    void decideWhatARunSees() throws SQLException {
        database.act("ann", A, "insert into items values ('1', 'a', 1), ('2', 'shared', 1)");
        database.act("bob", B, "insert into items values ('3', 'b', 1)");
        String grant = grant("ann");
        let("('ann', 'b')");
        assertThat(seen("ann", grant)).containsExactly("1", "2");
        assertThat(seen("ann", "")).containsExactly("3");
    }

    @Test
    void decideWhatARunWrites() throws SQLException {
        String grant = grant("ann");
        let("('ann', 'b')");
        database.transaction(session -> session.asUser("ann")
                .record(A)
                .set("synchrotron.grant_id", grant)
                .open()
                .run("insert into items values ('1', 'a', 1)"));
        assertThatThrownBy(() -> database.transaction(session -> session.asUser("ann")
                        .record(B)
                        .set("synchrotron.grant_id", grant)
                        .open()
                        .run("insert into items values ('2', 'b', 1)")))
                .hasMessageContaining("row-level security");
    }

    @Test
    void areSharedByAllWithTheSameAudiences() throws SQLException {
        String first = grant("ann");
        assertThat(grant("ann")).isEqualTo(first);
        assertThat(grant("bob")).isNotEqualTo(first);
        assertThat(grant("nobody")).isEqualTo(grant("somebody"));
        let("('bob', 'shared'), ('bob', 'a'), ('bob', 'a')");
        assertThat(grant("bob")).isEqualTo(first);
    }

    @Test
    void areNotForUsers() {
        assertThatThrownBy(() ->
                        database.transaction(session -> session.asUser("ann").rows("select * from synchrotron.grants")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.transaction(
                        session -> session.asUser("ann").value("select synchrotron.present_grant('bob')")))
                .hasMessageContaining("permission denied");
    }

    @Test
    void ofRecordsInAnOlderLogAreTheAudiencesOfToday() throws SQLException {
        String old = TestCluster.emptyDatabase();
        try {
            PostgresMigrations migrations = new PostgresMigrations(TestCluster.administrator(old));
            migrations.syncSchema().target("23").load().migrate();
            try (Session session = new Session(TestCluster.administrator(old))) {
                session.run(
                                "create or replace view synchrotron.user_audiences (user_id, audience_key) as"
                                        + " values ('ann', 'a'), ('ann', 'shared'), ('bob', 'b')",
                                RECORD.formatted(1, "ann", "ann-1", 1),
                                RECORD.formatted(2, "ann", "ann-2", 2),
                                RECORD.formatted(3, "bob", "server", 3),
                                RECORD.formatted(4, "server", "server", 4),
                                RECORD.formatted(5, "eve", "eve-1", 5))
                        .commit();
            }
            migrations.migrate(List.of());
            try (Session session = new Session(TestCluster.administrator(old))) {
                assertThat(session.rows("""
                                select r.user_id, g.audiences from synchrotron.action_records r
                                left join synchrotron.grants g on g.id = r.grant_id order by r.server_ingest_id"""))
                        .containsExactly("ann {a,shared}", "ann {a,shared}", "bob {b}", "server null", "eve {}");
            }
        } finally {
            TestCluster.drop(old);
        }
    }
}
