package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("After a migration that changes tables")
class TableChangesTest extends SchemaChangeKit {

    @Test
    void aDroppedTableIsPassedOver() throws SQLException {
        migrate("drop table todos");

        assertThat(retired()).containsExactly("todos  null null");
        assertThat(logged()).hasSize(2);
        assertThat(apply(update("todos", "{\"title\":\"z\"}"))).isEqualTo("0");
        assertThat(read("select * from synchrotron.row_image('todos', '{t}')")).isEmpty();
        database.undo(A, B);
        assertThat(database.captured(A)).isEmpty();
        assertThat(read("select proname from pg_proc where proname like '%\\_todos'"))
                .as("functions of the table")
                .isEmpty();
    }

    @Test
    void aTableThatGetsAFormerNameDoesNotGetItsRows() throws SQLException {
        migrate(
                "drop table todos",
                "create table todos (id text primary key, audience_key text not null, x text)",
                "select synchrotron.track('todos')");

        assertThat(retired()).containsExactly("todos (gone 1)  null null");
        assertThat(logged().get(0)).startsWith("todos (gone 1) INSERT");
        assertThat(logged().get(2)).as("clients are told that the row is gone").isEqualTo("todos DELETE {} {}");
        database.act("ann", C, "insert into todos values ('t', 'a', 'z')");
        database.undo(B);
        assertThat(database.dump("todos")).contains("(t,a,z)");
        migrate(
                "drop table todos",
                "create table todos (id text primary key, audience_key text not null)",
                "select synchrotron.track('todos')");
        assertThat(retired()).containsExactly("todos (gone 1)  null null", "todos (gone 2)  null null");
    }

    @ParameterizedTest
    @CsvSource({
        "things, things",
        "'\"My \"\"Own\"\" Things\"', 'My \"Own\" Things'",
        "a_name_that_is_longer_than_sixty_three_bytes_and_therefore_is_cut_off,"
                + " a_name_that_is_longer_than_sixty_three_bytes_and_therefore_is_c"
    })
    void aRenamedTableIsRenamedInWhatIsStored(String quoted, String name) throws SQLException {
        migrate("alter table todos rename to " + quoted);

        assertThat(retired()).containsExactly("todos  " + name + " null");
        assertThat(logged()).allMatch(row -> row.startsWith(name + " "));
        assertThat(apply(update("todos", "{\"title\":\"z\"}"))).isEqualTo("1");
        assertThat(database.captured(C))
                .containsExactly("UPDATE " + name + " t a {\"title\": \"z\"} {\"title\": \"y\"}");
        database.undo(C, B);
        assertThat(database.dump(quoted)).contains("(t,a,x,1)");
    }

    @Test
    void tablesMayExchangeTheirNames() throws SQLException {
        database.table("notes", ", title text");
        database.act("ann", C, "insert into notes values ('m', 'a', 'note')");
        migrate(
                "alter table todos rename to t",
                "alter table notes rename to todos",
                "alter table t rename to notes",
                "alter table notes add column more text");

        assertThat(retired()).isEmpty();
        assertThat(logged()).allMatch(row -> row.startsWith("notes "));
        assertThat(database.captured(C)).containsExactly("INSERT todos m a {\"id\": \"m\", \"title\": \"note\"} {}");
        database.undo(C, B);
        assertThat(database.dump("todos", "notes")).isEqualTo("todos\nnotes\n(t,a,x,1,)\n");
    }

    @Test
    void aTableThatWasRenamedMayHaveASuccessorOfItsName() throws SQLException {
        migrate(
                "alter table todos rename to old_todos",
                "create table todos (id text primary key, audience_key text not null, x text)",
                "select synchrotron.track('todos')");

        assertThat(logged()).allMatch(row -> row.startsWith("old_todos "));
        database.act("ann", C, "insert into todos values ('t', 'a', 'new')", "update old_todos set n = 9");
        assertThat(database.captured(C))
                .containsExactly(
                        "INSERT todos t a {\"x\": \"new\", \"id\": \"t\"} {}",
                        "UPDATE old_todos t a {\"n\": 9} {\"n\": 2}");
        database.undo(C, B);
        assertThat(database.dump("todos", "old_todos")).isEqualTo("todos\nold_todos\n(t,a,x,1)\n");
    }

    @Test
    void aTableMayMoveToAnotherSchema() throws SQLException {
        migrate("create schema app", "alter table todos set schema app");

        assertThat(apply(update("todos", "{\"title\":\"z\"}"))).isEqualTo("1");
        database.undo(C, B);
        assertThat(database.dump("app.todos")).contains("(t,a,x,1)");
    }

    @Test
    void aParentMayBeDroppedWithTheForeignKeysOfItsChildren() throws SQLException {
        database.table("parts", ", todo text references todos");
        database.act("ann", C, "insert into parts values ('p', 'a', 't')");
        migrate("drop table todos cascade");

        database.act("ann", B, "update parts set todo = 'none'");
        database.undo(B, C, A);
        assertThat(database.dump("parts")).isEqualTo("parts\n");
    }

    @Test
    void aTableThatGetsAChildIsRefused() {
        assertRefused("SY005", () -> migrate("create table children () inherits (todos)"))
                .hasMessageContaining("not an ordinary table");
    }

    @Test
    void aTableMayBeUntracked() throws SQLException {
        migrate("select synchrotron.untrack('todos')", "update todos set n = 100");

        assertThat(retired()).containsExactly("todos  null null");
        assertThat(apply(update("todos", "{\"n\":5}"))).isEqualTo("0");
        database.undo(A, B);
        try (Session session = database.administrator()) {
            assertThat(session.rows("select * from todos")).containsExactly("t a y 100");
        }
        assertRefused("42501", () -> database.act("ann", C, "select * from todos"));
        assertRefused("SY005", () -> database.define("select synchrotron.untrack('todos')"));
    }

    @Test
    void aSharedConstraintKeepsTheFootprintsThatItIsIn() throws SQLException {
        database.table("badges", ", name text unique");
        database.act("ann", C, "insert into badges values ('b', 'a', 'gold')");
        log(C, 3);
        migrate("alter table badges rename to medals", "alter index badges_name_key rename to medals_name");

        assertThat(read("""
                        select g.audiences from synchrotron.action_records r
                        join synchrotron.footprints f on f.id = r.footprint_id
                        join synchrotron.grants g on g.id = f.shared_set
                        """)).containsExactly("{unique:medals.medals_name}");
        database.act("ann", B, "update medals set name = 'silver'");
        assertThat(read("select distinct audience_key from synchrotron.touched_constraints"))
                .containsExactly("unique:medals.medals_name");
    }

    @Test
    void rowsThatFootprintsNameAreFoundUnderTheNewName() throws SQLException {
        name(A, "synchrotron.row_key('todos', 't')");
        name(B, "synchrotron.row_key('todos', 't'), synchrotron.row_key('todos', 'not there')");
        migrate("alter table todos rename to tasks");

        assertThat(read("""
                        select r.named_rows = array[%s], f.names_rows,
                            (select count(*) from synchrotron.footprint_rows n where n.record_id = r.id)
                        from synchrotron.action_records r join synchrotron.footprints f on f.id = r.footprint_id
                        order by r.server_ingest_id
                        """.formatted(key("tasks:t")))).containsExactly("t t 1", "null f 0");
    }

    private void name(String record, String keys) throws SQLException {
        database.define("""
                update synchrotron.action_records set named_rows = array[%1$s],
                    footprint_id = synchrotron.footprint_of(id, grant_id, grant_id, true)
                where id = '%2$s'
                """.formatted(keys, record), """
                insert into synchrotron.footprint_rows
                select key, clock_time_ms, id from synchrotron.action_records cross join unnest(named_rows) key where id = '%s'
                """.formatted(record));
    }

    private static String key(String spelled) {
        return "('x' || left(encode(sha256(convert_to('" + spelled + "', 'UTF8')), 'hex'), 16))::bit(64)::bigint";
    }
}
