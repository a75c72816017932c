package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Timestamps in a log of an earlier version")
class TimestampsTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

    private static final String RECORD = """
            insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, client_id, clock_time_ms,
                clock_counter, clock, args, created_at, outcome, grant_id)
            select '%s', %d, 'any_v1', 'ann', 'ann-1', 1, %2$d, '{}', '{}', now(), 'applied', synchrotron.present_grant('ann')""";

    private static final String LOG = """
            insert into synchrotron.action_modified_rows (action_record_id, sequence, table_name, row_id, audience_key,
                operation, forward_patches, reverse_patches, server_ingest_id)
            select action_record_id, position, table_name, row_id, audience_key, operation, forward_patches, reverse_patches, 1
            from synchrotron.applied_changes""";

    private String database;
    private PostgresMigrations migrations;

    @BeforeEach
    void open() throws SQLException {
        database = TestCluster.emptyDatabase();
        migrations = new PostgresMigrations(TestCluster.administrator(database));
        migrations.syncSchema().target("35").load().migrate();
        try (Session session = new Session(TestCluster.administrator(database))) {
            session.run(
                            "create or replace view synchrotron.user_audiences (user_id, audience_key) as values ('ann', 'a')",
                            "create table events (id text primary key, audience_key text not null, text text, at timestamptz,"
                                    + " \"it's \"\"over\"\"\" timestamptz, price numeric)",
                            "select synchrotron.track('events')",
                            RECORD.formatted(A, 1),
                            RECORD.formatted(B, 2))
                    .commit();
        }
        act(
                A,
                "insert into events values ('e', 'a', '2024-01-02T03:04:05Z', '2024-01-02T03:04:05.123Z',"
                        + " '2024-01-02T03:04:05.123456Z', 1.10)");
        act(B, "update events set at = '2024-01-02T03:04:05Z', \"it's \"\"over\"\"\" = null, text = 'x'");
        try (Session session = superuser()) {
            session.run(LOG).commit();
        }
    }

    @AfterEach
    void close() throws SQLException {
        TestCluster.drop(database);
    }

    private Session superuser() throws SQLException {
        return new Session(TestCluster.superuser(database));
    }

    private void act(String record, String statement) throws SQLException {
        try (Session session = superuser()) {
            session.asUser("ann").record(record).run(statement).commit();
        }
    }

    private List<String> changes(String table, String order) throws SQLException {
        try (Session session = superuser()) {
            return session.rows(
                    "select forward_patches, reverse_patches from synchrotron." + table + " order by " + order);
        }
    }

    @Test
    void haveSixDigitsAfterTheMigration() throws SQLException {
        assertThat(changes("applied_changes", "position").get(1)).contains("\"2024-01-02T03:04:05Z\"");
        migrations.migrate(List.of());
        migrations.setLoginPassword(TestCluster.LOGIN_PASSWORD);

        List<String> expected = List.of(
                "{\"at\": \"2024-01-02T03:04:05.123000Z\", \"id\": \"e\", \"text\": \"2024-01-02T03:04:05Z\","
                        + " \"price\": 1.10, \"it's \\\"over\\\"\": \"2024-01-02T03:04:05.123456Z\"} {}",
                "{\"at\": \"2024-01-02T03:04:05.000000Z\", \"text\": \"x\", \"it's \\\"over\\\"\": null}"
                        + " {\"at\": \"2024-01-02T03:04:05.123000Z\", \"text\": \"2024-01-02T03:04:05Z\","
                        + " \"it's \\\"over\\\"\": \"2024-01-02T03:04:05.123456Z\"}");
        assertThat(changes("applied_changes", "position")).isEqualTo(expected);
        assertThat(changes("action_modified_rows", "sequence")).isEqualTo(expected);
    }

    @Test
    void areCapturedAsTheLogHasThemWhenTheRecordsRunAgain() throws SQLException {
        migrations.migrate(List.of());
        migrations.setLoginPassword(TestCluster.LOGIN_PASSWORD);
        try (Session session = superuser()) {
            session.asEngine()
                    .run("select synchrotron.undo(array['" + A + "', '" + B + "']::uuid[])")
                    .commit();
        }
        act(
                A,
                "insert into events values ('e', 'a', '2024-01-02T03:04:05Z', '2024-01-02T03:04:05.123Z',"
                        + " '2024-01-02T03:04:05.123456Z', 1.10)");
        act(B, "update events set at = '2024-01-02T03:04:05Z', \"it's \"\"over\"\"\" = null, text = 'x'");

        assertThat(changes("applied_changes", "position")).isEqualTo(changes("action_modified_rows", "sequence"));
    }
}
