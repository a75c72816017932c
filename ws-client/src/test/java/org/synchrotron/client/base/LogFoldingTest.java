package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.Entries;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;

@DisplayName("The log of a client is cut")
class LogFoldingTest {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.wall(10_000);
        bench.deliver(1, bob("one", 1, 1, inserted("a", "team", "t", 1)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static LogEntry bob(String name, long time, long ingestId, RowChange... effects) {
        return bobs(name, "unknown_v1", time, ingestId, JsonValue.EMPTY_JSON_OBJECT, effects);
    }

    private List<String> todos() {
        return bench.texts("SELECT id || number FROM todos ORDER BY id");
    }

    private String records() {
        return bench.texts("SELECT count(*) FROM synchrotron_action_records").get(0);
    }

    @Test
    void soThatRowsAndPendingWorkStay() {
        bench.alice().perform(new Increment.Args("a", 10));
        bench.deliver(2, bob("two", 20_000, 2, updated("a", "team", number(5))));
        bench.alice().rows().cut();

        assertThat(todos()).as("what was known, and pending work on top").containsExactly("a15");
        assertThat(records()).isEqualTo("1");
        assertThat(bench.alice().state().base()).isEqualTo(new HybridTimestamp(20_000, 1));
        assertThat(bench.texts("SELECT DISTINCT record_number FROM synchrotron_applied_changes"))
                .hasSize(1);
        bench.replayAll();
        assertThat(todos()).containsExactly("a15");
    }

    @Test
    void andOwnRecordsAreKeptForAWhileWithTheirOutcomes() {
        ActionRecord own = bench.alice().perform(new Increment.Args("a", 10)).record();
        bench.deliver(
                2, Entries.accepted(new LogEntry(own, null, List.of()), 2, List.of(updated("a", "team", number(11)))));
        bench.alice().rows().cut();
        assertThat(records()).isEqualTo("0");
        assertThat(bench.alice().pastOutcome(own.id())).contains(Outcome.APPLIED);
        assertThat(bench.texts("SELECT args ->> 'by' FROM synchrotron_past_records"))
                .containsExactly("10");

        bench.wall(10_000 + LogKeeping.DEFAULT.own().toMillis());
        bench.deliver(3, bob("two", 20_000, 3, updated("a", "team", number(5))));
        bench.alice().rows().cut();
        assertThat(bench.alice().pastOutcome(own.id()))
                .as("kept exactly so long")
                .isPresent();
        bench.wall(10_002 + LogKeeping.DEFAULT.own().toMillis());
        bench.alice().rows().cut();
        assertThat(bench.alice().pastOutcome(own.id())).as("the last one stays").isPresent();

        ActionRecord next = bench.alice().perform(new Increment.Args("a", 10)).record();
        bench.deliver(
                4, Entries.accepted(new LogEntry(next, null, List.of()), 4, List.of(updated("a", "team", number(15)))));
        bench.alice().rows().cut();
        assertThat(bench.alice().pastOutcome(own.id())).isEmpty();
        assertThat(bench.alice().pastOutcome(next.id())).isPresent();
    }

    @Test
    void whenItIsLongerThanItNeedsToBe() {
        assertThat(bench.alice().rows().cutIfDue()).isFalse();
        for (int i = 2; i <= LogKeeping.DEFAULT.cutAt() + 1; i++) {
            bench.deliver(i, bob("r" + i, i, i, updated("a", "team", number(i))));
        }
        assertThat(bench.alice().rows().cutIfDue()).isTrue();
        assertThat(records()).as("the latest").isEqualTo("" + LogKeeping.DEFAULT.latest());
        assertThat(bench.alice().state().base())
                .isEqualTo(new HybridTimestamp(LogKeeping.DEFAULT.cutAt() + 1 - LogKeeping.DEFAULT.latest(), 1));
        assertThat(todos()).containsExactly("a" + (LogKeeping.DEFAULT.cutAt() + 1));
        assertThat(bench.alice().rows().cutIfDue()).isFalse();
    }

    @Test
    void whereRecordsAreOlderThanTheHistoryThatIsWanted() {
        LogKeeping keeping = LogKeeping.DEFAULT.withHistory(Duration.ofSeconds(5));
        try (Bench looking = new Bench(directory.resolve("looking.db"), false, keeping)) {
            looking.wall(10_000);
            looking.deliver(
                    3,
                    bob("one", 4_000, 1, inserted("a", "team", "t", 1)),
                    bob("two", 6_000, 2, updated("a", "team", number(2))),
                    bob("three", 7_000, 3, updated("a", "team", number(3))));
            assertThat(looking.alice().rows().cutIfDue()).isTrue();
            assertThat(looking.texts("SELECT server_ingest_id FROM synchrotron_action_records ORDER BY 1"))
                    .containsExactly("2", "3");
            assertThat(looking.alice().state().base()).isEqualTo(new HybridTimestamp(4_000, 1));
            assertThat(looking.alice().rows().cutIfDue()).isFalse();
            looking.replayAll();
            assertThat(looking.texts("SELECT id || number FROM todos")).containsExactly("a3");
        }
    }

    @Test
    void andADeliveryFromBeforeIsPassedOver() {
        LogEntry again = bob("two", 5, 2, updated("a", "team", number(5)));
        bench.deliver(2, again);
        bench.deliver(3, bob("three", 6, 3, updated("a", "team", number(6))));
        bench.alice().rows().cut();
        bench.deliver(3, again);
        assertThat(todos()).containsExactly("a6");
        assertThat(records()).isEqualTo("0");
    }

    @Test
    void andACorrectionThatComesLaterOverridesWhatItHadSeen() {
        bench.deliver(2, bob("two", 5, 2, updated("a", "team", number(5))));
        bench.alice().rows().cut();
        bench.deliver(
                4,
                Entries.correction(
                        4,
                        Json.createObjectBuilder().add("basisServerIngestId", 3).build(),
                        List.of(updated("a", "team", number(9)))));
        assertThat(todos()).containsExactly("a9");
    }
}
