package org.synchrotron.client.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.Entries;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.BigOrThree;
import org.synchrotron.client.todos.Crash;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;

@DisplayName("A record that the server does not take")
class QuarantineTest {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.deliver(
                2,
                bobs("one", "unknown_v1", 1_000, 1, text("?"), inserted("t1", "team", "one", 2)),
                bobs("two", "unknown_v1", 1_001, 2, text("?"), inserted("t2", "team", "two", 2)));
        bench.wall(5_000);
    }

    @AfterEach
    void close() {
        Crash.ARMED.set(false);
        bench.close();
    }

    private ActionId does(Record args) {
        return bench.alice().perform(args).record().id();
    }

    private void refuse(ActionId record) {
        assertThat(bench.alice().quarantine(record, "access-denied", "Not for you."))
                .isTrue();
    }

    private List<ActionId> pending() {
        return bench.alice().pending().stream().map(each -> each.record().id()).toList();
    }

    private List<ActionId> aside() {
        return bench.alice().quarantined().stream().map(QuarantinedRecord::id).toList();
    }

    private List<String> todos() {
        return bench.texts("SELECT text || ' ' || number FROM todos ORDER BY text");
    }

    private LogEntry entry(ActionId id) {
        return bench.alice().find(id).orElseThrow();
    }

    @Test
    void isQuarantinedWithThoseThatBuildOnItAndTheOthersStay() {
        List<ActionId> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(does(new CreateTodo.Args("team", "k" + i, "t" + i)));
        }
        ActionId refused = does(new Increment.Args("t1", 10));
        others.add(does(new Increment.Args("t2", 10)));
        ActionId dependent = does(new RenameTodo.Args("t1", "renamed"));
        for (int i = 4; i < 7; i++) {
            others.add(does(new CreateTodo.Args("team", "k" + i, "t" + i)));
        }

        refuse(refused);

        assertThat(aside()).containsExactly(refused, dependent);
        assertThat(pending()).isEqualTo(others);
        assertThat(bench.alice().pendingCount()).isEqualTo(8);
        assertThat(todos()).containsExactly("one 2", "t0 0", "t1 0", "t2 0", "t3 0", "t4 0", "t5 0", "t6 0", "two 12");
        QuarantinedRecord told = bench.alice().quarantined(dependent).orElseThrow();
        assertThat(told.record()).isEqualTo(entry(dependent).record());
        assertThat(told.code()).isEqualTo("access-denied");
        assertThat(told.message()).isEqualTo("Not for you.");
        assertThat(told.refused()).isEqualTo(refused);
        assertThat(told.quarantinedAt().toEpochMilli()).isEqualTo(5_000);
    }

    @Test
    void takesTheDependentOfADependentWithItAndLeavesAnEarlierRecordOnTheSameRow() {
        ActionId earlier = does(new Increment.Args("t1", 10));
        ActionId refused = does(new RenameTodo.Args("t1", "refused"));
        LogEntry both = bothRows();
        ActionId last = does(new RenameTodo.Args("t2", "last"));

        refuse(refused);

        assertThat(aside()).containsExactly(refused, both.record().id(), last);
        assertThat(pending()).containsExactly(earlier);
        assertThat(todos()).containsExactly("one 12", "two 2");
    }

    /** A pending record that wrote both rows, as an action of another program version may have. */
    private LogEntry bothRows() {
        ActionId id = does(new Increment.Args("t1", 1));
        bench.store().transaction("a second row", () -> {
            bench.store()
                    .effects()
                    .replace(id, List.of(updated("t1", "team", number(13)), updated("t2", "team", number(13))));
            return id;
        });
        return entry(id);
    }

    @Test
    void leavesTheTablesToWhatTheLogGivesWhenItWasTheFirstPendingOne() {
        ActionId refused = does(new Increment.Args("t1", 10));
        bench.deliver(
                3,
                bobs(
                        "three",
                        "big_or_three_v1",
                        6_000,
                        3,
                        Json.createObjectBuilder().add("id", "t1").build(),
                        updated("t1", "team", number(5))));
        assertThat(todos()).as("a prediction").containsExactly("big 12", "two 2");

        refuse(refused);

        assertThat(todos()).as("what is known").containsExactly("one 5", "two 2");
        assertThat(bench.texts("SELECT applied FROM synchrotron_action_records WHERE server_ingest_id IS NOT NULL"))
                .containsOnly("known");
    }

    @Test
    void isNotQuarantinedWhenItIsNotPending() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);
        List<String> before = bench.dump();

        for (ActionId none : List.of(refused, Entries.id("one"), ActionId.of(new UUID(1, 2)))) {
            assertThat(bench.alice().quarantine(none, "access-denied", "no")).isFalse();
        }

        assertThat(bench.dump()).isEqualTo(before);
    }

    @Test
    void isReplayedAtItsPlaceWhenItIsTriedAgain() {
        does(new Increment.Args("t2", 1));
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new BigOrThree.Args("t1"));
        does(new Increment.Args("t2", 1));
        List<String> before = bench.dump();
        refuse(refused);

        bench.alice().retry(refused);

        assertThat(bench.dump()).as("as if nothing had happened").isEqualTo(before);
    }

    @Test
    void isReplayedBeforeWhatWasExecutedMeanwhile() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);
        ActionId meanwhile = does(new BigOrThree.Args("t1"));
        assertThat(todos()).containsExactly("one 5", "two 2");

        bench.alice().retry(refused);

        assertThat(pending()).containsExactly(refused, meanwhile);
        assertThat(todos()).containsExactly("big 12", "two 2");
    }

    @Test
    void comesBeforeWhatIsExecutedAfterItIsTriedAgainEvenIfTheClockWasSetBack() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);
        does(new Increment.Args("t2", 1));
        bench.wall(2_000);
        bench.alice().restamp(2_000);

        bench.alice().retry(refused);
        ActionId next = does(new BigOrThree.Args("t1"));

        assertThat(pending()).endsWith(refused, next);
        assertThat(todos()).contains("big 12");
    }

    @Test
    void waitsForAnotherRefusedRecordOnWhichItBuilds() {
        ActionId one = does(new Increment.Args("t2", 10));
        ActionId two = does(new Increment.Args("t1", 10));
        ActionId both = bothRows().record().id();
        refuse(two);
        refuse(one);
        assertThat(bench.alice().quarantined(both).orElseThrow().refused()).isEqualTo(two);

        bench.alice().retry(two);

        assertThat(pending()).containsExactly(two);
        assertThat(bench.alice().quarantined(both).orElseThrow().refused()).isEqualTo(one);
        bench.alice().retry(one);
        assertThat(pending()).containsExactly(one, two, both);
    }

    @Test
    void isForgottenWithItsDependentsWhenItIsDiscarded() {
        ActionId kept = does(new Increment.Args("t2", 10));
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        refuse(refused);

        List<QuarantinedRecord> gone = bench.alice().discard(refused);

        assertThat(gone).extracting(QuarantinedRecord::id).containsExactly(refused, dependent);
        assertThat(bench.alice().quarantinedCount()).isZero();
        assertThat(bench.alice().find(refused)).isEmpty();
        assertThat(bench.alice().find(dependent)).isEmpty();
        assertThat(pending()).containsExactly(kept);
        assertThat(todos()).containsExactly("one 2", "two 12");
        assertThat(bench.texts("PRAGMA foreign_key_check")).isEmpty();
    }

    @Test
    void isDecidedAboutUnderItsOwnIdOnly() {
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        ActionId pending = does(new Increment.Args("t2", 1));
        refuse(refused);
        List<String> before = bench.dump();

        assertThatThrownBy(() -> bench.alice().retry(dependent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(refused.value());
        assertThatThrownBy(() -> bench.alice().discard(dependent)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.alice().retry(pending)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> bench.alice().discard(pending)).isInstanceOf(NoSuchElementException.class);
        assertThat(bench.dump()).isEqualTo(before);
    }

    @Test
    void isAcceptedWhenTheServerHasItAfterAllAndItsDependentsArePendingAgain() {
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        LogEntry record = entry(refused);
        refuse(refused);
        assertThat(bench.alice().pendingCount()).isZero();

        bench.deliver(3, accepted(record, 3, List.of(updated("t1", "team", number(12)))));

        assertThat(aside()).isEmpty();
        assertThat(pending()).containsExactly(dependent);
        assertThat(entry(refused).isPending()).isFalse();
        assertThat(todos()).containsExactly("one 13", "two 2");
    }

    @Test
    void staysQuarantinedWhenOnlyItsDependentIsDelivered() {
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        LogEntry record = entry(dependent);
        refuse(refused);

        bench.deliver(3, accepted(record, 3, List.of(updated("t1", "team", number(7)))));

        assertThat(aside()).containsExactly(refused);
        assertThat(todos()).containsExactly("one 7", "two 2");
    }

    @Test
    void isPassedOverByCorrections() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);

        bench.deliver(
                3,
                Entries.correction(3, Json.createObjectBuilder().build(), List.of(updated("t1", "team", number(40)))));

        assertThat(todos()).containsExactly("one 40", "two 2");
    }

    @Test
    void staysQuarantinedAfterARestart() throws Exception {
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new Increment.Args("t2", 10));
        refuse(refused);
        List<String> before = bench.dump();

        bench.crash();

        assertThat(bench.dump()).isEqualTo(before);
        bench.deliver(3, bobs("later", "unknown_v1", 2_000, 3, text("?"), updated("t1", "team", number(3))));
        assertThat(aside()).containsExactly(refused);
        assertThat(todos()).containsExactly("one 3", "two 12");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "UPDATE OF applied ON synchrotron_action_records",
                "DELETE ON synchrotron_applied_changes",
                "INSERT ON synchrotron_quarantined_records",
                "DELETE ON synchrotron_quarantined_records",
                "DELETE ON synchrotron_action_modified_rows",
                "DELETE ON synchrotron_action_records"
            })
    void leavesTheOldStateOrTheNewOneWhereverTheFileFails(String write) throws Exception {
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new BigOrThree.Args("t1"));
        does(new Increment.Args("t2", 10));

        atomically(write, () -> refuse(refused));
        atomically(write, () -> bench.alice().retry(refused));
        atomically(write, () -> refuse(refused));
        atomically(write, () -> bench.alice().discard(refused));

        assertThat(todos()).containsExactly("one 2", "two 12");
    }

    @Test
    void leavesTheOldStateWhenTheProcessDiesInTheMiddleOfTheReplay() throws Exception {
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new Crash.Args("team"));

        dying(() -> refuse(refused));
        refuse(refused);
        dying(() -> bench.alice().retry(refused));
        bench.alice().retry(refused);

        assertThat(todos()).containsExactly("crash 0", "one 12", "two 2");
    }

    private void dying(ThrowingCallable step) throws SQLException {
        List<String> before = bench.dump();
        Crash.ARMED.set(true);
        assertThatThrownBy(step).isInstanceOf(RuntimeException.class);
        Crash.ARMED.set(false);
        bench.crash();
        assertThat(bench.dump()).isEqualTo(before);
    }

    /** If the step makes such a write, it fails there the first time, and the process dies. */
    private void atomically(String write, Runnable step) throws SQLException {
        List<String> before = bench.dump();
        execute("CREATE TEMP TRIGGER fault BEFORE " + write + " BEGIN SELECT raise(ABORT, 'fault'); END");
        try {
            step.run();
            execute("DROP TRIGGER fault");
        } catch (DatabaseFailure fault) {
            bench.crash();
            assertThat(bench.dump()).isEqualTo(before);
            step.run();
        }
        List<String> after = bench.dump();
        bench.crash();
        assertThat(bench.dump()).isEqualTo(after);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = bench.store().database().connection().createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
