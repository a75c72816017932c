package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.CorrectionArgs;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** Alice has a todo that Bob cannot see, and receives what Bob did to all that he saw. */
@DisplayName("Hidden rows")
class HiddenRowsTest {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void aliceHasATodoOfHerOwn() throws Exception {
        bench = new Bench(directory.resolve("alice.db"));
        bench.wall(10_000);
        bench.deliver(
                2,
                bobs("shared", "unknown_v1", 1, 1, JsonValue.EMPTY_JSON_OBJECT, inserted("shared", "team", "t", 0)),
                bobs("alices", "unknown_v1", 2, 2, JsonValue.EMPTY_JSON_OBJECT, inserted("alices", "u:alice", "t", 0)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Bob adds to all todos that he sees, at that time. */
    private static LogEntry bobTouches(String name, long time, long ingestId, int by, long gives) {
        JsonObject args = Json.createObjectBuilder().add("by", by).build();
        return bobs(name, "touch_all_v1", time, ingestId, args, updated("shared", "team", number(gives)));
    }

    private LogEntry contributed() {
        assertThat(bench.alice().contribute()).isTrue();
        assertThat(bench.alice().pending()).hasSize(1);
        LogEntry pending = bench.alice().pending().get(0);
        return new LogEntry(pending.record(), null, bench.effects(pending));
    }

    private static LogEntry accepted(LogEntry entry, long ingestId, List<RowChange> effects) {
        return new LogEntry(entry.record(), new Acceptance(ingestId, Instant.EPOCH, Outcome.APPLIED), effects);
    }

    private @Nullable String alices() {
        return bench.rows().get("alices");
    }

    private static String todo(long number) {
        return Bench.row("u:alice", inserted("alices", "u:alice", "t", number).forward());
    }

    @Test
    void areFoundByReplayingOthersRecordsAndContributed() {
        LogEntry touch = bobTouches("touch", 100, 3, 5, 5);
        bench.deliver(3, touch);
        assertThat(alices()).isEqualTo(todo(0));

        LogEntry correction = contributed();

        assertThat(alices()).isEqualTo(todo(5));
        assertThat(correction.effects()).hasSize(1);
        assertThat(correction.effects().get(0).row()).isEqualTo(new RowRef("todos", "alices"));
        assertThat(correction.effects().get(0).forward()).isEqualTo(number(5));
        CorrectionArgs args = CorrectionArgs.of(correction.record());
        assertThat(args.corrected()).containsExactly(touch.record().id());
        assertThat(args.basis()).isEqualTo(3);
    }

    @Test
    void areLookedForOnce() {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        LogEntry correction = contributed();
        bench.deliver(4, accepted(correction, 4, correction.effects()));

        assertThat(bench.alice().contribute()).isFalse();
        assertThat(bench.alice().pendingCount()).isZero();
        assertThat(alices()).isEqualTo(todo(5));
    }

    @Test
    void addUpHoweverManyRecordsMissedThem() {
        bench.deliver(4, bobTouches("touch", 100, 3, 5, 5), bobTouches("again", 200, 4, 2, 7));

        assertThat(contributed().effects().get(0).forward()).isEqualTo(number(7));
    }

    @Test
    void addUpWhenAnEarlierRecordComesLate() {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        LogEntry correction = contributed();
        bench.deliver(4, accepted(correction, 4, correction.effects()));
        bench.deliver(5, bobTouches("late", 50, 5, 2, 2));

        LogEntry second = contributed();

        assertThat(second.effects().get(0).forward()).isEqualTo(number(7));
        bench.deliver(6, accepted(second, 6, second.effects()));
        assertThat(bench.alice().contribute()).isFalse();
        assertThat(alices()).isEqualTo(todo(7));
    }

    @Test
    void areWithdrawnWhenSomethingArrivesBeforeThemAndFoundAgain() {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        LogEntry first = contributed();
        bench.deliver(4, bobTouches("late", 50, 4, 2, 2));
        assertThat(bench.alice().pendingCount()).isZero();
        assertThat(alices()).isEqualTo(todo(0));

        LogEntry second = contributed();

        assertThat(second.record().id()).isNotEqualTo(first.record().id());
        assertThat(alices()).isEqualTo(todo(7));
    }

    @Test
    void areUndoneIfTheServerRefusesThemAndNotOfferedAgain() {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        LogEntry correction = contributed();
        bench.deliver(4, accepted(correction, 4, List.of()));

        assertThat(alices()).isEqualTo(todo(0));
        assertThat(bench.alice().contribute()).isFalse();
        bench.deliver(5, bobTouches("again", 200, 5, 2, 2));
        assertThat(contributed().effects().get(0).forward())
                .as("on behalf of another record it is offered")
                .isEqualTo(number(7));
    }

    @Test
    void holdWhatTheServerMadeOfThem() {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        LogEntry correction = contributed();
        bench.deliver(4, accepted(correction, 4, List.of(updated("alices", "u:alice", number(4)))));

        assertThat(alices()).isEqualTo(todo(4));
        assertThat(bench.alice().contribute()).isFalse();
    }

    @Test
    void goForGoodWhereTheServerRefusesThem() {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        LogEntry correction = contributed();

        assertThat(bench.alice().quarantine(correction.record().id(), "invalid-record", "No."))
                .isTrue();

        assertThat(alices()).isEqualTo(todo(0));
        assertThat(bench.alice().pendingCount()).isZero();
        assertThat(bench.alice().quarantined()).isEmpty();
        assertThat(bench.alice().contribute()).isFalse();
    }

    @Test
    void areOfferedInHalvesWhereTheServerRefusesThemTogether() {
        bench.deliver(
                6,
                bobs("b", "unknown_v1", 3, 3, JsonValue.EMPTY_JSON_OBJECT, inserted("b", "u:alice", "t", 0)),
                bobs("c", "unknown_v1", 4, 4, JsonValue.EMPTY_JSON_OBJECT, inserted("c", "u:alice", "t", 0)),
                bobTouches("touch", 100, 6, 5, 5));
        long ingestId = 6;
        while (bench.alice().contribute()) {
            LogEntry offer = bench.alice().pending().get(0);
            List<RowChange> rows = bench.effects(offer);
            if (rows.stream().anyMatch(change -> change.row().id().equals("b"))) {
                bench.alice().quarantine(offer.record().id(), "invalid-record", "No.");
            } else {
                bench.deliver(++ingestId, accepted(new LogEntry(offer.record(), null, rows), ingestId, rows));
            }
        }

        assertThat(bench.texts("SELECT id || number FROM todos ORDER BY id"))
                .containsExactly("alices5", "b0", "c5", "shared5");
    }

    @Test
    void leavePendingWorkAloneWhenTheyGo() {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        LogEntry correction = contributed();
        bench.alice().perform(new Increment.Args("alices", 1));
        LogEntry increment = bench.alice().pending().get(1);

        bench.alice().quarantine(correction.record().id(), "invalid-record", "No.");

        assertThat(alices()).isEqualTo(todo(1));
        assertThat(bench.alice().pending()).extracting(LogEntry::record).containsExactly(increment.record());
    }

    @Test
    void survivesTheDeathOfTheProcess() throws SQLException {
        bench.deliver(3, bobTouches("touch", 100, 3, 5, 5));
        bench.crash();
        contributed();
        bench.crash();
        assertThat(bench.alice().pendingCount()).isEqualTo(1);
        assertThat(alices()).isEqualTo(todo(5));
    }

    @Test
    void leaveTheFileAsItWasWhenThereAreNone() {
        bench.alice().perform(new Increment.Args("shared", 1));
        LogEntry own = bench.alice().pending().get(0);
        LogEntry before = new LogEntry(own.record(), null, bench.effects(own));
        bench.deliver(3, accepted(before, 3, before.effects()));
        JsonObject args =
                Json.createObjectBuilder().add("id", "shared").add("by", 3).build();
        bench.deliver(4, bobs("increment", "increment_v1", 50, 4, args, updated("shared", "team", number(3))));
        List<String> dump = bench.dump();

        assertThat(bench.alice().contribute()).isFalse();

        assertThat(bench.dump()).isEqualTo(dump);
    }

    @Test
    void areNotLookedForOnBehalfOfWhatTheServerRejected() {
        LogEntry touch = bobTouches("touch", 100, 3, 5, 5);
        bench.deliver(
                3,
                new LogEntry(
                        touch.record(), new Acceptance(3, Instant.EPOCH, Outcome.rejected("no", "No.")), List.of()));

        assertThat(bench.alice().contribute()).isFalse();
        assertThat(alices()).isEqualTo(todo(0));
    }
}
