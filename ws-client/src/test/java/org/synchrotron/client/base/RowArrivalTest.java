package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.perform.Performed;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;

@DisplayName("A row delivery")
class RowArrivalTest {

    private static final RowDeliveryId ID = new RowDeliveryId("rows-1");

    private static final String TWO_ROWS =
            "[[\"team\",\"a\",\"milk\",1,true,null],[\"u:alice\",\"b\",null,2,false,\"2026-11-23T09:30:00Z\"]]";

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.wall(10_000);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> todos() {
        return bench.texts("SELECT id || coalesce(text, '-') || number FROM todos ORDER BY id");
    }

    private static LogEntry bob(String name, long time, long ingestId, RowChange... effects) {
        return bobs(name, "unknown_v1", time, ingestId, JsonValue.EMPTY_JSON_OBJECT, effects);
    }

    @Test
    void isSeenWithItsEndAndNotBefore() {
        Arriving rows =
                new Arriving(bench, RowScope.ALL).present(TWO_ROWS).present("[[\"team\",\"c\",\"bread\",3,null,null]]");
        assertThat(todos()).isEmpty();
        rows.ends(9, 5_000);

        assertThat(todos()).containsExactly("amilk1", "b-2", "cbread3");
        assertThat(bench.rows().get("b")).contains("2026-11-23T09:30:00.000000Z");
        assertThat(bench.alice().state().cursor()).isEqualTo(9);
        assertThat(bench.alice().state().base()).isEqualTo(new HybridTimestamp(5_000, 1));
        assertThat(bench.alice().hello().cursor()).hasToString("epoch:9");
        assertThat(bench.texts("SELECT id FROM synchrotron_action_records")).isEmpty();
    }

    @Test
    void isNotTakenWithoutOneOfItsParts() {
        Arriving rows = new Arriving(bench, RowScope.ALL).present(TWO_ROWS).losesOne();
        rows.refuses("[[\"team\",\"c\",\"bread\",3,null,null]]");
        rows.cannotEnd(9, 5_000);

        Arriving again = new Arriving(bench, RowScope.ALL).present(TWO_ROWS).losesOne();
        again.cannotEnd(9, 5_000);
        assertThat(todos()).isEmpty();
        assertThat(bench.alice().state().cursor()).isZero();
    }

    @Test
    void takesNeitherPartsNorTheEndOfAnotherDeliveryInThePlaceOfItsOwn() {
        RowsPart strayed = new RowsPresent(
                new RowDeliveryId("rows-0"),
                2,
                "todos",
                Todos.COLUMNS,
                "[[\"team\",\"c\",\"bread\",3,null,null]]",
                null);
        Arriving rows = new Arriving(bench, RowScope.ALL).present(TWO_ROWS);
        assertThat(bench.alice().rows().add(strayed)).isFalse();
        assertThat(bench.alice()
                        .rows()
                        .finish(new RowsEnd(
                                strayed.delivery(), 1, 9, new Cursor("epoch:9"), new HybridTimestamp(5_000, 1))))
                .isFalse();
        assertThat(bench.alice().state().cursor()).isZero();
        rows.ends(9, 5_000);
        assertThat(todos()).containsExactly("amilk1", "b-2");
    }

    @Test
    void isForgottenIfTheProcessDiesBeforeItsEnd() throws Exception {
        bench.deliver(1, bob("one", 1, 1, inserted("a", "team", "old", 1)));
        new Arriving(bench, RowScope.ALL).present(TWO_ROWS);
        bench.crash();

        assertThat(todos()).containsExactly("aold1");
        assertThat(bench.alice().state().cursor()).isEqualTo(1);
        new Arriving(bench, RowScope.ALL)
                .present("[[\"team\",\"a\",\"new\",2,null,null]]")
                .ends(2, 2);
        assertThat(todos()).containsExactly("anew2");
    }

    @Test
    void replacesWhatWasTouchedAndLeavesTheRest() {
        bench.deliver(
                2,
                bob(
                        "one",
                        1,
                        1,
                        inserted("a", "team", "t", 1),
                        inserted("b", "team", "t", 1),
                        inserted("c", "team", "t", 1)),
                bob("two", 2, 2, updated("c", "team", number(5))));
        new Arriving(bench, RowScope.NONE)
                .present("[[\"team\",\"a\",\"late\",8,null,null]]")
                .gone("b", "never-here")
                .ends(4, 2);
        assertThat(todos()).containsExactly("alate8", "ct5");
    }

    @Test
    void deletesWhatDidNotComeOfAWholeAudience() {
        bench.deliver(1, bob("one", 1, 1, inserted("a", "team", "t", 1), inserted("b", "u:alice", "t", 1)));
        new Arriving(bench, RowScope.ofAudiences(Set.of("team")))
                .present("[[\"team\",\"c\",\"t\",2,null,null]]")
                .ends(2, 2);
        assertThat(todos()).containsExactly("bt1", "ct2");
    }

    @Test
    void keepsPendingWorkOnTopAlsoWhatIsExecutedMeanwhile() throws Exception {
        bench.deliver(1, bob("one", 1, 1, inserted("a", "team", "t", 1)));
        bench.alice().perform(new Increment.Args("a", 10));
        Arriving rows = new Arriving(bench, RowScope.NONE).present("[[\"team\",\"a\",\"t\",5,null,null]]");
        bench.alice().perform(new Increment.Args("a", 100));
        assertThat(todos()).containsExactly("at111");
        rows.ends(3, 20_000);

        assertThat(todos()).containsExactly("at115");
        assertThat(bench.alice().pendingCount()).isEqualTo(2);
        bench.crash();
        assertThat(todos()).containsExactly("at115");
        bench.alice().rows().cut();
        bench.replayAll();
        assertThat(todos()).as("undone to the base and predicted again").containsExactly("at115");
    }

    @Test
    void settlesOwnRecordsByTheirOutcomes() {
        Performed<?> accepted = bench.alice().perform(new CreateTodo.Args("team", "k", "milk"));
        Performed<?> rejected = bench.alice().perform(new CreateTodo.Args("team", "l", "bread"));
        ActionId one = accepted.record().id();
        ActionId two = rejected.record().id();
        Outcome taken = Outcome.of("rejected", "taken", "it is taken");
        new Arriving(bench, RowScope.ALL)
                .present("[[\"team\",\"a\",\"milk\",0,null,null]]")
                .outcome(one, Outcome.APPLIED)
                .outcome(two, taken)
                .ends(2, 20_000);

        assertThat(todos()).containsExactly("amilk0");
        assertThat(bench.alice().pendingCount()).isZero();
        assertThat(bench.alice().pastOutcome(one)).contains(Outcome.APPLIED);
        assertThat(bench.alice().pastOutcome(two)).contains(taken);
        assertThat(bench.texts("SELECT 1 FROM synchrotron_action_modified_rows"))
                .isEmpty();

        new Arriving(bench, RowScope.NONE).outcome(two, Outcome.APPLIED).ends(3, 20_000);
        assertThat(bench.alice().pastOutcome(two)).as("it was turned").contains(Outcome.APPLIED);
    }

    @Test
    void stampsWhatIsExecutedAfterwardsLater() {
        new Arriving(bench, RowScope.ALL).present(TWO_ROWS).ends(9, 70_000);
        assertThat(bench.alice().perform(new Increment.Args("a", 1)).record().clock())
                .isGreaterThan(bench.alice().state().base());
    }

    @Test
    void isRefusedIfItCannotBeReadOrNeverBegan() {
        assertThat(bench.alice().rows().add(new RowsPresent(ID, 1, "todos", Todos.COLUMNS, "[]", null)))
                .as("without a beginning")
                .isFalse();
        bench.alice()
                .rows()
                .begin(new RowsStart(
                        bench.alice().state().identity().user(),
                        ID,
                        AudiencesDigest.of(Set.of()),
                        0,
                        RowScope.ALL,
                        1,
                        false));
        assertThat(bench.alice().rows().add(new RowsPresent(ID, 1, "todos", Todos.COLUMNS, "[[\"team\",", null)))
                .isFalse();
        assertThat(bench.alice().rows().add(new RowsPresent(ID, 1, "todos", Todos.COLUMNS, "{}", null)))
                .isFalse();
    }

    @Test
    void recognizesRecordsThatReachIntoTheBase() {
        new Arriving(bench, RowScope.ALL).present(TWO_ROWS).ends(9, 5_000);
        assertThat(bench.alice()
                        .state()
                        .isInBase(bob("late", 4_000, 10).record().clock()))
                .isTrue();
        assertThat(bench.alice()
                        .state()
                        .isInBase(bob("later", 6_000, 10).record().clock()))
                .isFalse();
        bench.deliver(10, bob("later", 6_000, 10, updated("a", "team", number(7))));
        assertThat(todos()).containsExactly("amilk7", "b-2");
    }

    @Test
    void isForgottenWhenTheConnectionEnds() {
        Arriving cut = new Arriving(bench, RowScope.ALL).present(TWO_ROWS);
        assertThat(bench.texts("SELECT name FROM pragma_database_list WHERE name <> 'temp'"))
                .contains("synchrotron_arriving");
        bench.alice().rows().interrupted();

        assertThat(bench.texts("SELECT name FROM pragma_database_list WHERE name <> 'temp'"))
                .as("what had come takes no space any more")
                .containsExactly("main");
        cut.cannotEnd(9, 5_000);
        new Arriving(bench, RowScope.ALL).present(TWO_ROWS).ends(9, 5_000);
        assertThat(todos()).containsExactly("amilk1", "b-2");
        assertThat(bench.texts("SELECT name FROM pragma_database_list WHERE name <> 'temp'"))
                .containsExactly("main");
    }
}
