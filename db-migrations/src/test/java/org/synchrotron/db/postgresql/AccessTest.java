package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row level security of the log and of tracked tables. */
class AccessTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", text text");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void usersSeeAndWriteOnlyRowsOfTheirAudiences() throws SQLException {
        database.act("ann", A, "insert into todos values ('t1', 'a', 'x'), ('t2', 'shared', 'x')");
        database.act("bob", B, "update todos set text = 'y'", "delete from todos where id = 't1'");
        assertThat(database.captured(B)).containsExactly("UPDATE todos t2 shared {\"text\": \"y\"} {\"text\": \"x\"}");
        assertThatThrownBy(() -> database.act("bob", B, "insert into todos values ('t3', 'a', 'x')"))
                .hasMessageContaining("row-level security");
        assertThat(seenBy("ann", "select id from todos order by id")).isEqualTo("t1\nt2");
        assertThat(seenBy("bob", "select id from todos order by id")).isEqualTo("t2");
        assertThat(seenBy("eve", "select id from todos")).isEmpty();
        assertThat(seenBy("", "select id from todos")).isEmpty();
    }

    @Test
    void usersSeeTheirRecordsAndRecordsThatChangedVisibleRows() throws SQLException {
        try (Session engine = database.login()) {
            engine.asEngine();
            record(engine, A, 1, "ann");
            record(engine, B, 2, "bob");
            change(engine, A, 0, "a");
            change(engine, A, 1, "shared");
            change(engine, B, 0, "b");
            engine.commit();
        }
        String records = "select server_ingest_id from synchrotron.action_records order by 1";
        String changes = "select audience_key from synchrotron.action_modified_rows order by 1";
        assertThat(seenBy("ann", records)).isEqualTo("1");
        assertThat(seenBy("bob", records)).isEqualTo("1\n2");
        assertThat(seenBy("eve", records)).isEmpty();
        assertThat(seenBy("ann", changes)).isEqualTo("a\nshared");
        assertThat(seenBy("bob", changes)).isEqualTo("b\nshared");
        assertThat(seenBy("eve", changes)).isEmpty();
        assertThat(seenBy("", records + " limit 1")).isEmpty();
        assertThat(seenBy("eve", "select synchrotron.head()")).isEqualTo("2");
    }

    @Test
    void trackedTableMayDefineAudiences() throws SQLException {
        database.table("members", ", user_id text not null");
        database.define("""
                create or replace view synchrotron.user_audiences (user_id, audience_key) as
                values ('ann', 'a') union all select user_id, audience_key from members
                """);
        database.act("ann", A, "insert into members values ('m', 'a', 'eve')");
        assertThat(seenBy("eve", "select id from members")).isEqualTo("m");
    }

    private String seenBy(String user, String sql) throws SQLException {
        try (Session session = database.login()) {
            return session.asUser(user).value(sql);
        }
    }

    private static void record(Session engine, String id, long ingestId, String user) throws SQLException {
        engine.run("""
                insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, grant_id, client_id, clock_time_ms,
                    clock_counter, clock, args, created_at, outcome)
                values ('%s', %d, 'create_todo_v1', '%s', synchrotron.present_grant('%s'), 'client', 1, 1, '{}', '{}', now(), 'applied')
                """.formatted(id, ingestId, user, user));
    }

    private static void change(Session engine, String record, int sequence, String audience) throws SQLException {
        engine.run(
                "insert into synchrotron.action_modified_rows select id, %d, 'todos', 'r%d', '%s', 'DELETE', '{}', '{}', server_ingest_id from synchrotron.action_records where id = '%s'"
                        .formatted(sequence, sequence, audience, record));
    }
}
