package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A migration that writes tracked rows")
class MigrationWritesTest extends SchemaChangeKit {

    private static final String BEGIN = "select synchrotron.begin_migration('titles in capitals')";
    private static final String END = "select synchrotron.end_migration()";

    /** Executes all of it in one transaction. */
    private String migrateInOne(String... statements) throws SQLException {
        try (Session session = database.administrator()) {
            session.run(statements);
            String written = session.value(END);
            session.commit();
            return written;
        }
    }

    @Test
    void isRefusedOutsideOfBeginAndEnd() throws SQLException {
        database.define("update todos set title = 'z'");
        assertThat(database.dump("todos")).as("the owner sees no row to write").contains("(t,a,y,2)");
        assertRefused("SY014", () -> database.define(END)).hasMessageContaining("no migration has begun");
        assertRefused("SY014", () -> database.define(BEGIN)).hasMessageContaining("begun and not ended");
        assertRefused("SY014", () -> database.define(BEGIN, BEGIN)).hasMessageContaining("begun already");
        assertRefused("SY014", () -> database.define("select synchrotron.begin_migration('')"));
        assertThat(database.dump("todos")).contains("(t,a,y,2)");
    }

    @Test
    void isLoggedAsOneRecordOfTheServerForEachAudience() throws SQLException {
        database.act("bob", C, "insert into todos values ('u', 'b', 'other', 5)");
        log(C, 3);
        String written = migrateInOne(
                "alter table todos add column capitals text",
                BEGIN,
                "update todos set capitals = upper(title)",
                "insert into todos values ('w', 'a', 'new', 0, 'NEW')");

        assertThat(written).isEqualTo("3");
        assertThat(read("""
                        select server_ingest_id, _tag, user_id, client_id, clock_time_ms, clock_counter, args ->> 'reason', outcome
                        from synchrotron.action_records where server_ingest_id > 3 order by 1
                        """))
                .containsExactly(
                        "4 _InternalMigration server server 3 1 titles in capitals applied",
                        "5 _InternalMigration server server 3 2 titles in capitals applied");
        assertThat(read("""
                        select server_ingest_id, sequence, row_id, audience_key, operation, forward_patches
                        from synchrotron.action_modified_rows where server_ingest_id > 3 order by 1, 2
                        """))
                .containsExactly(
                        "4 0 t a UPDATE {\"capitals\": \"Y\"}",
                        "4 1 w a INSERT {\"n\": 0, \"id\": \"w\", \"title\": \"new\", \"capitals\": \"NEW\"}",
                        "5 0 u b UPDATE {\"capitals\": \"OTHER\"}");
        assertRefused("SY001", () -> database.act("ann", "", "update todos set n = 0"));
    }

    @Test
    void isUndoneLikeOthers() throws SQLException {
        migrateInOne(BEGIN, "update todos set title = 'Z'");
        String record = read("select id from synchrotron.action_records where server_ingest_id = 3")
                .get(0);

        database.undo(record, B);
        assertThat(database.dump("todos")).contains("(t,a,x,1)");
    }

    @Test
    void isFoundByTheRowsThatItWrote() throws SQLException {
        migrateInOne(BEGIN, "update todos set title = 'Z'");

        assertThat(read("""
                        select r.named_rows = array[synchrotron_key.key], f.names_rows, n.clock_time_ms
                        from synchrotron.action_records r
                        join synchrotron.footprints f on f.id = r.footprint_id
                        join synchrotron.footprint_rows n on n.record_id = r.id
                        cross join (select ('x' || left(encode(sha256('todos:t'), 'hex'), 16))::bit(64)::bigint as key) synchrotron_key
                        where r.server_ingest_id = 3
                        """)).containsExactly("t t 2");
    }

    @Test
    void altersTablesBeforeItBegins() {
        assertRefused("SY014", () -> migrateInOne(BEGIN, "alter table todos add column m integer"))
                .hasMessageContaining("altered table todos after it had begun");
    }

    @Test
    void addsNothingToTheLogIfItWritesNothing() throws SQLException {
        assertThat(migrateInOne(BEGIN, "update todos set title = title")).isEqualTo("0");
        assertThat(read("select max(server_ingest_id) from synchrotron.action_records"))
                .containsExactly("2");
    }

    @Test
    void isRefusedIfAValueIsNotPortable() throws SQLException {
        migrate("alter table todos add column amount numeric");
        assertRefused("SY004", () -> migrateInOne(BEGIN, "update todos set amount = 'NaN'"));
        assertRefused("SY003", () -> migrateInOne(BEGIN, "update todos set audience_key = 'b'"));
        assertThat(read("select max(server_ingest_id) from synchrotron.action_records"))
                .containsExactly("2");
    }
}
