package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.Entries;
import org.synchrotron.client.receive.Received;
import org.synchrotron.client.todos.BigOrThree;
import org.synchrotron.client.todos.Crash;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;

@DisplayName("A replica")
class PredictionTest {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.deliver(1, bobs("create", "unknown_v1", 1_000, 1, text("?"), inserted("t1", "team", "milk", 2)));
    }

    @AfterEach
    void close() {
        Crash.ARMED.set(false);
        bench.close();
    }

    private static JsonObject of(String id) {
        return Json.createObjectBuilder().add("id", id).build();
    }

    private static JsonObject by(String id, int by) {
        return Json.createObjectBuilder().add("id", id).add("by", by).build();
    }

    private String text1() {
        return bench.texts("SELECT text || ' ' || number FROM todos WHERE id = 't1'")
                .get(0);
    }

    @Test
    void storesADeliveryOnceHoweverOftenItComes() {
        LogEntry entry = bobs("more", "unknown_v1", 2_000, 2, text("?"), updated("t1", "team", number(9)));
        bench.deliver(2, entry);
        List<String> after = bench.dump();

        Received again = bench.deliver(2, entry);

        assertThat(again.records()).isZero();
        assertThat(bench.dump()).isEqualTo(after);
    }

    @Test
    void rewindsALateArrivalToItsPredecessor() {
        bench.deliver(2, bobs("later", "unknown_v1", 3_000, 2, text("?"), updated("t1", "team", text("later"))));

        Received late =
                bench.deliver(3, bobs("late", "unknown_v1", 2_000, 3, text("?"), updated("t1", "team", text("late"))));

        assertThat(late.replayed()).isEqualTo(new Replayed(1, 2, 0));
        assertThat(text1()).isEqualTo("later 2");
    }

    @Test
    void undoesNothingWhenArrivalsAreTheLatest() {
        Received next =
                bench.deliver(2, bobs("next", "unknown_v1", 2_000, 2, text("?"), updated("t1", "team", number(9))));

        assertThat(next.replayed()).isEqualTo(new Replayed(0, 1, 0));
    }

    @Test
    void capturesPendingRecordsAnewInReplayOrder() {
        bench.wall(5_000);
        bench.alice().perform(new BigOrThree.Args("t1"));
        assertThat(text1()).isEqualTo("milk 5");

        bench.deliver(2, bobs("six", "increment_v1", 2_000, 2, by("t1", 6), updated("t1", "team", number(8))));

        assertThat(text1()).isEqualTo("big 8");
        LogEntry pending = bench.alice().pending().get(0);
        assertThat(bench.effects(pending))
                .singleElement()
                .satisfies(change -> assertThat(change.forward()).isEqualTo(text("big")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"endless_v1", "assert_v1"})
    void appliesKnownEffectsIfLogicEndsWithAnError(String tag) {
        bench.wall(1_000);
        bench.alice().perform(new BigOrThree.Args("t1"));

        bench.deliver(
                2, bobs("error", tag, 2_000, 2, JsonValue.EMPTY_JSON_OBJECT, updated("t1", "team", text("known"))));

        assertThat(text1()).isEqualTo("known 5");
    }

    @Test
    void measuresACorrectionByWhatPendingRecordsDoNow() {
        bench.wall(5_000);
        bench.alice().perform(new BigOrThree.Args("t1"));
        JsonObject both =
                Json.createObjectBuilder(text("corrected")).add("number", 7).build();

        bench.deliver(
                3,
                bobs("six", "increment_v1", 2_000, 2, by("t1", 6), updated("t1", "team", number(8))),
                Entries.correction(3, JsonValue.EMPTY_JSON_OBJECT, List.of(updated("t1", "team", both))));

        assertThat(text1())
                .as("it wrote the number at first, now it writes the text")
                .isEqualTo("big 7");
    }

    @Test
    void runsForeignLogicOnTopOfItsOwnPendingWork() {
        bench.wall(5_000);
        bench.alice().perform(new Increment.Args("t1", 10));

        bench.deliver(2, bobs("three", "big_or_three_v1", 6_000, 2, of("t1"), updated("t1", "team", number(5))));

        assertThat(text1()).as("the known effect would be 5").isEqualTo("big 12");
    }

    @Test
    void appliesNothingOfOthersFailedLogicIfTheServerHasRejectedIt() {
        bench.wall(1_000);
        bench.alice().perform(new BigOrThree.Args("t1"));
        LogEntry rejected = bobs(
                "rejected", "assert_v1", 2_000, 2, JsonValue.EMPTY_JSON_OBJECT, updated("t1", "team", text("before")));

        bench.deliver(
                2,
                new LogEntry(
                        rejected.record(),
                        new Acceptance(2, Instant.EPOCH, Outcome.rejected("failed", "No.")),
                        rejected.effects()));

        assertThat(text1()).isEqualTo("milk 5");
    }

    @Test
    void appliesKnownEffectsOfOthersFailedLogic() {
        bench.wall(5_000);
        bench.alice().perform(new Increment.Args("t1", 10));

        bench.deliver(
                2,
                bobs(
                        "broken",
                        "break_v1",
                        6_000,
                        2,
                        Json.createObjectBuilder().add("audience", "team").build(),
                        updated("t1", "team", text("known"))));

        assertThat(text1()).isEqualTo("known 12");
        assertThat(bench.rows()).as("and not what it wrote before").hasSize(1);
    }

    @Test
    void keepsNoRowOfAnAudienceThatIsNotItsUsers() {
        bench.wall(5_000);
        bench.alice().perform(new Increment.Args("t1", 10));

        bench.deliver(
                2,
                bobs(
                        "private",
                        "create_todo_v1",
                        6_000,
                        2,
                        Json.createObjectBuilder()
                                .add("audience", "u:bob")
                                .add("key", "k")
                                .add("text", "secret")
                                .build()));

        assertThat(bench.texts("SELECT id FROM todos")).containsExactly("t1");
        assertThat(bench.texts("SELECT audience_key FROM synchrotron_applied_changes"))
                .doesNotContain("u:bob");
    }

    @Test
    void keepsAPendingRecordThatRefusesAtItsNewPlaceWithoutEffects() {
        bench.wall(5_000);
        bench.alice().perform(new BigOrThree.Args("t1"));

        bench.deliver(2, bobs("gone", "delete_todo_v1", 2_000, 2, of("t1"), Entries.deleted("t1", "team")));

        assertThat(bench.rows()).isEmpty();
        assertThat(bench.alice().pending()).hasSize(1);
        assertThat(bench.effects(bench.alice().pending().get(0))).isEmpty();
        assertThatThrownBy(() -> bench.alice().perform(new BigOrThree.Args("t1")))
                .isInstanceOf(ActionRejected.class);
    }

    @Test
    void settlesAPredictionThatCameTrueWithoutTouchingARow() {
        bench.wall(5_000);
        bench.alice().perform(new Increment.Args("t1", 10));
        LogEntry pending = bench.alice().pending().get(0);

        Received accepted = bench.deliver(2, accepted(pending, 2, bench.effects(pending)));

        assertThat(accepted.replayed()).isEqualTo(Replayed.NOTHING);
        assertThat(accepted.decided()).containsEntry(pending.record().id(), Outcome.APPLIED);
        assertThat(text1()).isEqualTo("milk 12");
    }

    @Test
    void replacesAPredictionThatTheServerSawOtherwise() {
        bench.wall(5_000);
        bench.alice().perform(new Increment.Args("t1", 10));
        LogEntry pending = bench.alice().pending().get(0);

        bench.deliver(2, accepted(pending, 2, List.of(updated("t1", "team", number(40)))));

        assertThat(text1()).isEqualTo("milk 40");
    }

    @Test
    void movesARecordToTheStampAtWhichTheServerHasIt() {
        bench.deliver(2, bobs("bobs", "unknown_v1", 4_000, 2, text("?"), updated("t1", "team", text("bob"))));
        bench.wall(5_000);
        bench.alice().perform(new RenameTodo.Args("t1", "alice"));
        LogEntry pending = bench.alice().pending().get(0);
        LogEntry earlier = new LogEntry(
                pending.record().stamped(pending.record().client(), new HybridTimestamp(3_000, 9)),
                null,
                pending.effects());

        bench.deliver(3, accepted(earlier, 3, pending.effects()));

        assertThat(text1()).isEqualTo("bob 2");
    }

    @Test
    void holdsTheOldStateOrTheNewOneAfterACrashInsideAnExecution() throws Exception {
        List<String> before = bench.dump();
        Crash.ARMED.set(true);

        assertThatThrownBy(() -> bench.alice().perform(new Crash.Args("team"))).isInstanceOf(RuntimeException.class);
        Crash.ARMED.set(false);
        bench.crash();

        assertThat(bench.dump()).isEqualTo(before);
        bench.alice().perform(new Crash.Args("team"));
        assertThat(bench.rows()).hasSize(2);
    }

    @Test
    void holdsTheOldStateOrTheNewOneAfterACrashInsideADelivery() throws Exception {
        bench.wall(5_000);
        bench.alice().perform(new Crash.Args("team"));
        LogEntry late = bobs("late", "unknown_v1", 2_000, 2, text("?"), updated("t1", "team", text("late")));
        List<String> before = bench.dump();
        Crash.ARMED.set(true);

        assertThatThrownBy(() -> bench.deliver(2, late)).isInstanceOf(RuntimeException.class);
        Crash.ARMED.set(false);
        bench.crash();

        assertThat(bench.dump()).isEqualTo(before);
        bench.deliver(2, late);
        assertThat(text1()).isEqualTo("late 2");
        assertThat(bench.alice().state().cursor()).isEqualTo(2);
    }
}
