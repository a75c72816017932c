package org.synchrotron.client.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.schema.Program.bob;
import static org.synchrotron.client.schema.Program.deleted;
import static org.synchrotron.client.schema.Program.inserted;
import static org.synchrotron.client.schema.Program.updated;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.client.LeftOutRow;
import org.synchrotron.protocol.RowScope;

/** The table here is stricter than the server's. */
@DisplayName("A row that the table cannot hold")
class LeftOutRowsTest {

    private static final String DDL = """
            CREATE TABLE seats (
              id TEXT PRIMARY KEY NOT NULL,
              audience_key TEXT NOT NULL,
              name TEXT NOT NULL,
              code TEXT UNIQUE,
              small SMALLINT,
              low INTEGER CHECK (low < 10)
            )""";

    private static final List<String> COLUMNS = List.of("id", "name", "code", "small", "low");

    @TempDir
    Path directory;

    private Program alice;

    @BeforeEach
    void open() {
        alice = new Program(directory.resolve("alice.db")).tracking("seats").open(Program.sql(DDL));
    }

    @AfterEach
    void close() {
        alice.close();
    }

    private List<String> seats() {
        return alice.texts("SELECT id || ' ' || name || coalesce(' ' || low, '') FROM seats ORDER BY id");
    }

    private void rows(long upTo, RowScope whole, String rows) {
        alice.deliverRows(upTo, whole, Map.of("seats", COLUMNS), Map.of("seats", rows));
    }

    private static String row(String id, String name, String rest) {
        return "{'id':'" + id + "','name':" + name + rest + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | ",
                "'a' | ,'small':40000",
                "'a' | ,'small':1.5",
                "'a' | ,'small':'word'",
                "'a' | ,'code':'taken'",
                "7 | "
            })
    void isLeftOutRememberedAndReportedAndHoldsUpNothing(String name, String rest) {
        alice.deliver(bob(10, 1, inserted("seats", row("t", "'t'", ",'code':'taken'"))));
        alice.deliver(
                bob(20, 2, inserted("seats", row("b", name, rest == null ? "" : rest))),
                bob(30, 3, inserted("seats", row("c", "'c'", ""))));
        assertThat(seats()).containsExactly("c c", "t t");
        assertThat(alice.replica().state().cursor()).isEqualTo(3);
        assertThat(alice.leftOutCount()).isEqualTo(1);
        assertThat(alice.told()).extracting(LeftOutRow::id).containsExactly("b");
        assertThat(alice.told().get(0).reason()).isNotBlank();

        alice.deliver(bob(15, 4, updated("seats", "t", "{'name':'u'}")), bob(40, 5, deleted("seats", "c")));
        assertThat(seats()).as("after a late record").containsExactly("t u");
        assertThat(alice.reopen().leftOutCount()).isEqualTo(1);
        assertThat(alice.told()).as("told once").hasSize(1);
    }

    @Test
    void comesBackWithANewerChangeAndLeavesAgainWithALateRecord() {
        alice.deliver(bob(10, 1, inserted("seats", row("b", "null", ",'code':'k'"))));
        alice.deliver(bob(20, 2, updated("seats", "b", "{'name':'now'}")));
        assertThat(seats()).containsExactly("b now");
        assertThat(alice.leftOutCount()).isZero();
        alice.deliver(bob(30, 3, updated("seats", "b", "{'low':3}")));
        alice.deliver(
                bob(15, 4, updated("seats", "b", "{'low':1}")), bob(5, 5, inserted("seats", row("a", "'a'", ""))));
        assertThat(seats()).containsExactly("a a", "b now 3");
        alice.deliver(bob(25, 6, updated("seats", "b", "{'name':null}")));
        assertThat(seats()).as("the last name is null").containsExactly("a a");
        assertThat(alice.leftOutCount()).isEqualTo(1);
        alice.deliver(bob(40, 7, deleted("seats", "b")));
        assertThat(seats()).containsExactly("a a");
        assertThat(alice.leftOutCount()).isZero();
    }

    @Test
    void comesBackAlsoAfterTheLogWasCut() {
        alice.deliver(bob(10, 1, inserted("seats", row("b", "null", ",'code':'k'"))));
        alice.replica().rows().cut();
        assertThat(alice.leftOutCount()).isEqualTo(1);
        alice.deliver(bob(20, 2, updated("seats", "b", "{'name':'now'}")));
        alice.deliver(bob(15, 3, updated("seats", "b", "{'low':2}")));
        assertThat(seats()).containsExactly("b now 2");
        alice.replica().rows().cut();
        alice.deliver(bob(40, 4, updated("seats", "b", "{'name':null}")));
        alice.replica().rows().cut();
        alice.deliver(bob(50, 5, updated("seats", "b", "{'name':'later'}")));
        assertThat(seats()).containsExactly("b later 2");
        assertThat(alice.texts("SELECT code FROM seats")).containsExactly("k");
    }

    @Test
    void mayComeAsARow() {
        rows(
                7,
                RowScope.ALL,
                "[[\"team\",\"a\",\"a\",null,1,1],[\"team\",\"b\",null,\"k\",1,1],[\"team\",\"c\",\"c\",null,70000,1]]");
        assertThat(seats()).containsExactly("a a 1");
        assertThat(alice.told()).extracting(LeftOutRow::id).containsExactlyInAnyOrder("b", "c");
        alice.deliver(bob(20, 8, updated("seats", "b", "{'name':'now'}"), updated("seats", "c", "{'small':7}")));
        assertThat(seats()).containsExactly("a a 1", "b now 1", "c c 1");
        rows(9, RowScope.NONE, "[[\"team\",\"b\",null,null,1,1]]");
        assertThat(seats()).containsExactly("a a 1", "c c 1");
        assertThat(alice.leftOutCount()).isEqualTo(1);
        rows(10, RowScope.ALL, "[[\"team\",\"a\",\"a\",null,1,1]]");
        assertThat(alice.leftOutCount()).isZero();
    }

    @Test
    void doesNotDisturbPendingWork() {
        alice.run("INSERT INTO seats (id, audience_key, name, low) VALUES ('p', 'team', 'p', 1)");
        alice.deliver(
                bob(10, 1, inserted("seats", row("b", "null", ""))),
                bob(20, 2, inserted("seats", row("c", "'c'", ""))));
        alice.run("UPDATE seats SET low = 5 WHERE id = 'c'");
        assertThat(seats()).containsExactly("c c 5", "p p 1");
        alice.deliver(bob(15, 3, updated("seats", "b", "{'low':2}")));
        assertThat(seats()).containsExactly("c c 5", "p p 1");
        assertThat(alice.replica().pendingCount()).isEqualTo(2);
    }

    @Test
    void staysOnceItIsHeldWhenALateRecordMeetsPendingWork() {
        alice.deliver(bob(10, 1, inserted("seats", row("b", "null", ""))));
        alice.deliver(bob(20, 2, updated("seats", "b", "{'name':'now'}")));
        alice.run("UPDATE seats SET low = 5 WHERE id = 'b'");
        assertThat(seats()).containsExactly("b now 5");
        alice.deliver(bob(5, 3, inserted("seats", row("a", "'a'", ""))));
        assertThat(seats()).containsExactly("a a", "b now 5");
        assertThat(alice.leftOutCount()).isZero();
        alice.deliver(bob(15, 4, updated("seats", "b", "{'code':'k'}")));
        assertThat(seats()).containsExactly("a a", "b now 5");
        assertThat(alice.texts("SELECT code FROM seats WHERE id = 'b'")).containsExactly("k");
    }

    @Test
    void isKeptWithoutWhatIsPendingWhenTheLogIsCut() {
        alice.deliver(bob(10, 1, inserted("seats", row("b", "'b'", ""))));
        alice.deliver(bob(20, 2, updated("seats", "b", "{'name':null}")));
        alice.run("UPDATE seats SET name = 'mine'");
        alice.replica().rows().cut();
        assertThat(seats()).as("the prediction").containsExactly("b mine");
        assertThat(alice.texts("SELECT content ->> 'name' IS NULL FROM synchrotron_left_out_rows"))
                .as("what the server holds")
                .containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':null} | b | name | mine | a a k, b mine -",
                "{'code':'k'} | a | code | l | a a l, b b k",
            })
    void comesWhenAPredictionCameTrue(String unfit, String id, String column, String mine, String seats) {
        alice.deliver(
                bob(10, 1, inserted("seats", row("a", "'a'", ",'code':'k'")), inserted("seats", row("b", "'b'", ""))));
        alice.deliver(bob(20, 2, updated("seats", "b", unfit)));
        alice.run("UPDATE seats SET %s = '%s' WHERE id = '%s'".formatted(column, mine, id));
        alice.replica().rows().cut();
        assertThat(alice.leftOutCount()).isEqualTo(1);
        alice.deliver(accepted(
                alice.replica().pending().get(0),
                3,
                List.of(updated("seats", id, "{'%s':'%s'}".formatted(column, mine)))));
        assertThat(alice.texts("SELECT id || ' ' || name || ' ' || coalesce(code, '-') FROM seats ORDER BY id"))
                .containsExactly(seats.split(", "));
        assertThat(alice.leftOutCount()).isZero();
    }

    @Test
    void isHeldIfOnlyACheckRefusesItWhichIsForActions() {
        alice.deliver(bob(10, 1, inserted("seats", row("b", "'b'", ",'low':50"))));
        alice.run("INSERT INTO seats (id, audience_key, name) VALUES ('p', 'team', 'p')");
        alice.deliver(bob(5, 2, inserted("seats", row("c", "'c'", ",'low':60"))));
        assertThat(seats()).containsExactly("b b 50", "c c 60", "p p");
        assertThat(alice.leftOutCount()).isZero();
    }

    @Test
    void comesAsSoonAsTheValueIsFree() {
        alice.deliver(bob(10, 1, inserted("seats", row("a", "'a'", ",'code':'k'"))));
        alice.deliver(bob(20, 2, inserted("seats", row("b", "'b'", ",'code':'k'"))));
        assertThat(seats()).containsExactly("a a");
        alice.replica().rows().cut();
        alice.deliver(bob(30, 3, updated("seats", "a", "{'code':'l'}")));
        assertThat(seats()).containsExactly("a a", "b b");
        assertThat(alice.leftOutCount()).isZero();
        assertThat(alice.replica().rows().lacking()).isEqualTo(RowScope.NONE);
    }

    @Test
    void comesAnewAfterTheNextSchemaStep() {
        alice.deliver(bob(10, 1, inserted("seats", row("b", "null", ",'low':5"))));
        alice.withStep(Program.sql("CREATE INDEX seats_name ON seats (name)"));
        assertThat(alice.replica().rows().lacking().tables()).containsExactly("seats");
        alice.withStep(
                Program.sql("CREATE TABLE wide (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, name TEXT,"
                        + " low INTEGER); DROP TABLE seats; ALTER TABLE wide RENAME TO seats"));
        rows(2, new RowScope(false, Set.of(), Set.of("seats")), "[[\"team\",\"b\",null,null,null,5]]");
        assertThat(alice.texts("SELECT id || coalesce(name, '-') || low FROM seats"))
                .containsExactly("b-5");
        assertThat(alice.leftOutCount()).isZero();
    }
}
