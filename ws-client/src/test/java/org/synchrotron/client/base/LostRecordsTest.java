package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Entries.inserted;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.Entries;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.RowScope;

@DisplayName("Own records that the server had accepted and has lost")
class LostRecordsTest {

    private static final String MILK = "[[\"team\",\"a\",\"milk\",0,null,null]]";

    private static final Outcome TAKEN = Outcome.of("rejected", "taken", "it is taken");

    @TempDir
    Path directory;

    private Bench bench;
    private ActionId milk;
    private ActionId bread;

    @BeforeEach
    void twoAreAccepted() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.wall(10_000);
        milk = accepted("milk", 1);
        bread = accepted("bread", 2);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ActionId accepted(String text, long ingestId) {
        ActionRecord record =
                bench.alice().perform(new CreateTodo.Args("team", text, text)).record();
        String id =
                bench.texts("SELECT id FROM todos WHERE text = '" + text + "'").get(0);
        bench.deliver(
                ingestId,
                Entries.accepted(
                        new LogEntry(record, null, List.of()), ingestId, List.of(inserted(id, "team", text, 0))));
        return record.id();
    }

    private List<String> texts() {
        return bench.texts("SELECT text FROM todos ORDER BY text");
    }

    private List<ActionId> pending() {
        return bench.alice().pending().stream().map(each -> each.record().id()).toList();
    }

    @Test
    void arePendingAgainUnderTheSameIds() {
        ActionRecord before = bench.alice().find(bread).orElseThrow().record();
        Arriving.anew(bench).present(MILK).outcome(milk, Outcome.APPLIED).ends(1, 5_000);

        assertThat(texts()).as("the server's rows, and the prediction").containsExactly("bread", "milk");
        assertThat(bench.alice().pending()).containsExactly(new LogEntry(before, null, List.of()));
        assertThat(bench.alice().pastOutcome(bread)).isEmpty();
        assertThat(bench.alice().pastOutcome(milk)).isPresent();
        assertThat(bench.alice().state().cursor()).as("it goes back").isEqualTo(1);
        assertThat(bench.alice().hello().cursor()).hasToString("epoch:1");
        assertThat(bench.lost()).containsExactly(new LostRecords(List.of(bread), false));
    }

    @Test
    void areSoAlsoAfterTheLogWasCutAndOthersHavePassedTheCursor() {
        bench.alice().rows().cut();
        Arriving.anew(bench).present(MILK).outcome(milk, Outcome.APPLIED).ends(7, 90_000);

        assertThat(pending()).containsExactly(bread);
        assertThat(texts()).containsExactly("bread", "milk");
        assertThat(bench.alice().state().cursor()).isEqualTo(7);
    }

    @Test
    void areDamageIfTheIdOfOneCannotBeReadAndTheFileIsReplaced() throws Exception {
        bench.alice().rows().cut();
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("alice.db"));
                Statement flip = file.createStatement()) {
            flip.executeUpdate(
                    "UPDATE synchrotron_past_records SET id = 'q' || substr(id, 2) WHERE id = '" + milk + "'");
        }

        assertThatThrownBy(() -> Arriving.anew(bench).present(MILK).ends(7, 90_000))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.DAMAGED))
                .hasMessageContaining("a value of the sync tables cannot be read");

        bench.crash();
        assertThat(bench.texts("SELECT id FROM synchrotron_past_records")).containsExactly(bread.value());
    }

    @Test
    void areSoWithAnEmptyLogAndInTheirOrderWithThoseThatWait() throws Exception {
        ActionRecord butter = bench.alice()
                .perform(new CreateTodo.Args("team", "butter", "butter"))
                .record();
        Arriving.anew(bench).ends(0, 0);

        assertThat(pending()).containsExactly(milk, bread, butter.id());
        assertThat(bench.alice().hello().cursor()).as("it holds nothing").isNull();
        assertThat(bench.lost()).containsExactly(new LostRecords(List.of(milk, bread), false));
        bench.crash();
        assertThat(pending()).containsExactly(milk, bread, butter.id());
        bench.replayAll();
        assertThat(texts()).containsExactly("bread", "butter", "milk");
    }

    @Test
    void areNoneIfTheServerKnowsAll() {
        Arriving.anew(bench)
                .present(MILK)
                .outcome(milk, Outcome.APPLIED)
                .outcome(bread, Outcome.APPLIED)
                .ends(2, 20_000);

        assertThat(pending()).isEmpty();
        assertThat(bench.lost()).isEmpty();
        assertThat(texts()).as("what the server does not have is gone").containsExactly("milk");
    }

    @Test
    void areNoneIfAllRowsComeBecauseTheApplicationAskedForThem() {
        new Arriving(bench, RowScope.ALL).present(MILK).ends(2, 20_000);

        assertThat(pending()).isEmpty();
        assertThat(bench.lost()).isEmpty();
    }

    @Test
    void mayBeMoreIfNoneOfThoseThatAreKeptIsLeft() {
        bench.wall(10_000_000 + LogKeeping.DEFAULT.own().toMillis());
        bench.alice().rows().cut();
        assertThat(bench.alice().pastOutcome(milk)).isEmpty();

        Arriving.anew(bench).ends(5, 5_000);
        assertThat(bench.lost()).containsExactly(new LostRecords(List.of(bread), true));
    }

    @Test
    void areNoMoreThanThoseIfOneThatIsKeptIsLeft() {
        bench.wall(10_000_000 + LogKeeping.DEFAULT.own().toMillis());
        bench.alice().rows().cut();
        ActionId butter = accepted("butter", 3);

        Arriving.anew(bench).outcome(bread, Outcome.APPLIED).ends(5, 5_000);
        assertThat(bench.lost()).containsExactly(new LostRecords(List.of(butter), false));
    }

    @Test
    void changeNothingBeforeAllRowsAreThere() throws Exception {
        Arriving.anew(bench).present(MILK);
        bench.crash();

        assertThat(pending()).isEmpty();
        assertThat(texts()).containsExactly("bread", "milk");
        assertThat(bench.alice().state().cursor()).isEqualTo(2);
    }

    @Test
    void areNoneOfOtherDevicesOfWhichNothingIsTold() {
        ActionId other = new ActionId("0000000b-0000-0000-0000-000000000001");
        bench.decided().clear();
        Arriving.anew(bench)
                .outcome(milk, Outcome.APPLIED)
                .outcome(bread, TAKEN)
                .outcome(other, TAKEN)
                .ends(3, 5_000);

        assertThat(bench.decided()).as("what is news here").containsExactly(bread);
    }

    @Test
    void areAwaitedWithoutLosingPendingWorkOnAudiencesThatAreGoneForNow() {
        bench.alice().perform(new CreateTodo.Args("team", "butter", "butter"));
        bench.alice().rows().welcomedAnew("epoch", Set.of("u:alice"));

        assertThat(bench.alice().pendingCount()).isEqualTo(1);
        assertThat(bench.alice().refused().count()).isZero();
        assertThat(bench.alice().rows().lacking().all()).isTrue();
        Arriving.anew(bench)
                .outcome(milk, Outcome.APPLIED)
                .outcome(bread, Outcome.APPLIED)
                .ends(2, 5_000);
        assertThat(bench.alice().rows().lacking().comprisesNothing()).isTrue();
    }
}
