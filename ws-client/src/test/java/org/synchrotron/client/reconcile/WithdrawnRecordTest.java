package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.correction;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.receive.Received;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.CorrectedOutcomes;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.SystemTags;

@DisplayName("A withdrawn record")
class WithdrawnRecordTest {

    private static final Outcome STOLEN = Outcome.withdrawn("Bob's token was stolen.");

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
        bench.close();
    }

    private String number1() {
        return bench.texts("SELECT number FROM todos WHERE id = 't1'").get(0);
    }

    private static LogEntry bobsFive(long timeMs) {
        JsonObject args =
                Json.createObjectBuilder().add("id", "t1").add("by", 5).build();
        return bobs("five", "increment_v1", timeMs, 2, args, updated("t1", "team", number(7)));
    }

    private Received withdrawn(long ingestId, ActionId record, RowChange... effects) {
        JsonObject args = Json.createObjectBuilder()
                .add(SystemTags.OUTCOMES, CorrectedOutcomes.json(Map.of(record, STOLEN)))
                .build();
        return bench.deliver(ingestId, correction(ingestId, args, List.of(effects)));
    }

    @Test
    void hasNoEffects() {
        LogEntry five = bobsFive(6_000);
        bench.deliver(2, five);
        assertThat(number1()).isEqualTo("7");
        withdrawn(3, five.record().id(), updated("t1", "team", number(2)));
        assertThat(number1()).isEqualTo("2");
        bench.replayAll();
        assertThat(number1()).isEqualTo("2");
    }

    @Test
    void doesNotRunOnTopOfPendingWork() {
        bench.wall(5_000);
        bench.alice().perform(new Increment.Args("t1", 10));
        LogEntry five = bobsFive(6_000);
        bench.deliver(2, five);
        assertThat(number1()).isEqualTo("17");
        withdrawn(3, five.record().id(), updated("t1", "team", number(2)));
        assertThat(bench.alice().pendingCount()).isEqualTo(1);
        bench.replayAll();
        assertThat(number1()).isEqualTo("12");
    }

    @Test
    void isToldToItsAuthorAlsoAfterTheLogWasCut() {
        bench.alice().perform(new Increment.Args("t1", 10));
        LogEntry own = bench.store().records().pending().get(0);
        bench.deliver(2, accepted(own, 2, List.of(updated("t1", "team", number(12)))));
        Received told = withdrawn(3, own.record().id(), updated("t1", "team", number(2)));
        assertThat(told.decided()).containsEntry(own.record().id(), STOLEN);
        bench.alice().rows().cut();
        assertThat(bench.alice().pastOutcome(own.record().id())).contains(STOLEN);
        assertThat(number1()).isEqualTo("2");
    }
}
