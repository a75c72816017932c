package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("After a migration that changes columns")
class ColumnChangesTest extends SchemaChangeKit {

    @Test
    void aDroppedColumnIsPassedOver() throws SQLException {
        migrate("alter table todos drop column title");

        assertThat(retired()).containsExactly("todos title null null");
        assertThat(logged().get(0)).contains("\"title\": \"x\"");
        assertThat(apply(update("todos", "{\"title\":\"z\",\"n\":5}"))).isEqualTo("1");
        assertThat(database.captured(C)).containsExactly("UPDATE todos t a {\"n\": 5} {\"n\": 2}");
        database.undo(C);
        database.undo(B);
        assertThat(database.dump("todos")).contains("(t,a,1)");
        database.undo(A);
        assertThat(database.dump("todos")).isEqualTo("todos\n");
    }

    @Test
    void aNameThatNoTableHadIsRefused() throws SQLException {
        migrate("alter table todos drop column title");

        assertRefused("SY006", () -> apply(update("todos", "{\"titel\":\"z\"}")))
                .hasMessageContaining("titel");
        assertRefused("SY006", () -> apply(update("todo", "{}"))).hasMessageContaining("todo");
        assertRefused("SY006", () -> read("select * from synchrotron.row_image('todo', '{t}')"));
    }

    @Test
    void aRenamedColumnIsRenamedInWhatIsStored() throws SQLException {
        migrate("alter table todos rename title to name");

        assertThat(retired()).containsExactly("todos title null name");
        assertThat(logged())
                .containsExactly(
                        "todos INSERT {\"n\": 1, \"id\": \"t\", \"name\": \"x\"} {}",
                        "todos UPDATE {\"n\": 2, \"name\": \"y\"} {\"n\": 1, \"name\": \"x\"}");
        assertThat(apply(update("todos", "{\"title\":\"old\"}"))).isEqualTo("1");
        assertThat(database.captured(C)).containsExactly("UPDATE todos t a {\"name\": \"old\"} {\"name\": \"y\"}");
        database.undo(C);
        database.undo(B);
        assertThat(database.dump("todos")).contains("(t,a,x,1)");
    }

    @Test
    void columnsMayExchangeTheirNamesAndBeRenamedAgain() throws SQLException {
        migrate("alter table todos rename title to title1", "alter table todos rename title1 to \"The Title\"");
        migrate("alter table todos add m integer");
        database.act("ann", C, "update todos set m = 7");
        migrate(
                "alter table todos rename n to tmp",
                "alter table todos rename m to n",
                "alter table todos rename tmp to m",
                "alter table todos rename \"The Title\" to name");

        assertThat(retired()).containsExactly("todos The Title null name", "todos title null name");
        assertThat(logged().get(1)).isEqualTo("todos UPDATE {\"m\": 2, \"name\": \"y\"} {\"m\": 1, \"name\": \"x\"}");
        assertThat(database.captured(C)).containsExactly("UPDATE todos t a {\"n\": 7} {\"n\": null}");
        database.undo(C);
        database.undo(B);
        assertThat(database.dump("todos")).contains("(t,a,x,1,)");
    }

    @Test
    void aColumnThatGetsAFormerNameDoesNotGetItsValues() throws SQLException {
        migrate("alter table todos drop column n", "alter table todos add column n text default 'new'");
        assertThat(retired()).isEmpty();
        assertThat(logged())
                .containsExactly(
                        "todos INSERT {\"id\": \"t\", \"title\": \"x\"} {}",
                        "todos UPDATE {\"title\": \"y\"} {\"title\": \"x\"}",
                        "todos UPDATE {\"n\": \"new\"} {\"n\": null}");
        assertThat(
                        read(
                                "select _tag, args ->> 'basisServerIngestId' from synchrotron.action_records where server_ingest_id = 3"))
                .as("the log is told the values of the other column")
                .containsExactly("_InternalCorrectionApply 3");

        migrate("alter table todos drop column title");
        migrate("alter table todos rename n to title");
        assertThat(retired()).containsExactly("todos n null title");
        assertThat(logged())
                .containsExactly(
                        "todos INSERT {\"id\": \"t\"} {}",
                        "todos UPDATE {} {}",
                        "todos UPDATE {\"title\": \"new\"} {\"title\": null}",
                        "todos UPDATE {\"title\": \"new\"} {\"title\": null}");
        database.undo(B);
        database.undo(A);
        assertThat(database.dump("todos")).isEqualTo("todos\n");
    }

    @Test
    void valuesAreReadThroughANewTypeWhereTheyFit() throws SQLException {
        migrate("alter table todos alter column n type bigint");
        assertThat(apply(update("todos", "{\"n\":3}"))).isEqualTo("1");
        migrate("alter table todos alter column n type text");
        database.undo(C, B);
        assertThat(database.dump("todos")).contains("(t,a,x,1)");

        migrate("alter table todos alter column title type integer using 5");
        assertRefused("SY013", () -> apply(update("todos", "{\"title\":\"text\"}")));
        assertThat(apply(update("todos", "{\"title\":\"6\"}"))).isEqualTo("1");
    }

    @Test
    void nullDoesNotFitAColumnThatIsNotNullNow() throws SQLException {
        migrate("alter table todos alter column n set not null");

        assertRefused("SY013", () -> apply(update("todos", "{\"n\":null}")));
    }

    @Test
    void aValueOfAWrongTypeIsTheRecordsWhereTheTypeNeverChanged() {
        assertRefused("22P02", () -> apply(update("todos", "{\"n\":\"text\"}")));
    }

    @Test
    void anAudienceKeyMayBeNoLongerGenerated() throws SQLException {
        database.define(
                "create table lists (id text primary key, owner text, audience_key text not null generated always as (owner) stored)",
                "select synchrotron.track('lists')");
        database.act("ann", C, "insert into lists values ('l', 'a')");
        migrate("alter table lists alter column audience_key drop expression");

        database.undo(C);
        assertThat(apply(("{\"table_name\":\"lists\",\"row_id\":\"l\",\"audience_key\":\"a\",\"operation\":\"INSERT\","
                        + "\"forward_patches\":{\"owner\":\"a\"}}")))
                .isEqualTo("1");
        assertThat(database.dump("lists")).contains("(l,a,a)");
    }

    @Test
    void namesDecideWhereNumbersAreOfAnotherRelation() throws SQLException {
        database.define("alter table todos drop column title", REFRESH);
        database.define("""
                update synchrotron.tracked_tables
                set relation_number = 1, column_numbers = '{1, 3}', shape = ''
                """, REFRESH);

        assertThat(logged().get(1)).contains("\"n\": 2");
        assertThat(retired()).containsExactly("todos title null null");
    }
}
