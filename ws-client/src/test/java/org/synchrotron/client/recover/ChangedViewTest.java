package org.synchrotron.client.recover;

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
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

@DisplayName("A replica whose user's audiences have changed")
class ChangedViewTest {

    private static final Set<String> FEWER = Set.of("u:alice");
    private static final Set<String> SAME = Set.of("team", "u:alice");
    private static final Set<String> MORE = Set.of("team", "u:alice", "club");

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.wall(10_000);
        bench.deliver(
                3,
                bob("both", 1, 1, inserted("own", "u:alice", "t", 1), inserted("team", "team", "t", 1)),
                bob("teams", 3, 3, updated("team", "team", number(2))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static LogEntry bob(String name, long time, long ingestId, RowChange... effects) {
        return bobs(name, "unknown_v1", time, ingestId, JsonValue.EMPTY_JSON_OBJECT, effects);
    }

    private List<String> records() {
        return bench.texts("SELECT server_ingest_id FROM synchrotron_action_records ORDER BY server_ingest_id");
    }

    @Test
    void goesOnIfTheyAreTheSame() {
        assertThat(bench.alice().welcomed("epoch", SAME)).isFalse();
        assertThat(bench.alice().state().cursor()).isEqualTo(3);
        assertThat(bench.rows()).containsOnlyKeys("own", "team");
    }

    @Test
    void readsTheLogAgainIfThereAreMoreAndHoldsWhatItMissed() {
        assertThat(bench.alice().welcomed("epoch", MORE)).isTrue();
        assertThat(bench.alice().state().cursor()).isZero();
        bench.deliver(
                3,
                bob(
                        "both",
                        1,
                        1,
                        inserted("own", "u:alice", "t", 1),
                        inserted("team", "team", "t", 1),
                        inserted("club", "club", "t", 1)),
                bob("clubs", 2, 2, updated("club", "club", number(7))),
                bob("teams", 3, 3, updated("team", "team", number(2))));
        assertThat(bench.rows()).containsOnlyKeys("own", "team", "club");
        assertThat(bench.texts("SELECT id || number FROM todos ORDER BY id")).containsExactly("club7", "own1", "team2");
        assertThat(bench.alice().welcomed("epoch", MORE)).isFalse();
    }

    @Test
    void forgetsWhatItMaySeeNoMore() {
        bench.alice().perform(new Increment.Args("team", 5));
        assertThat(bench.alice().welcomed("epoch", FEWER)).isFalse();
        assertThat(bench.rows()).containsOnlyKeys("own");
        assertThat(records()).containsExactly(null, "1");
        assertThat(bench.texts("SELECT audience_key FROM synchrotron_action_modified_rows UNION ALL"
                        + " SELECT audience_key FROM synchrotron_applied_changes"))
                .containsOnly("u:alice");
        assertThat(bench.alice().pendingCount()).isEqualTo(1);
        assertThat(bench.alice().state().cursor()).isEqualTo(3);
    }

    @Test
    void holdsItAgainWhenItMaySeeItAgain() {
        bench.alice().welcomed("epoch", FEWER);
        assertThat(bench.alice().welcomed("epoch", SAME)).isTrue();
        bench.deliver(
                3,
                bob("both", 1, 1, inserted("own", "u:alice", "t", 1), inserted("team", "team", "t", 1)),
                bob("teams", 3, 3, updated("team", "team", number(2))));
        assertThat(bench.texts("SELECT id || number FROM todos ORDER BY id")).containsExactly("own1", "team2");
    }

    @Test
    void goesOnIfTheNewOneWasFoundedByARecordThatItHas() {
        LogEntry founding = bob("founds", 4, 4, inserted("room", audience("founds"), "t", 1));
        bench.deliver(4, founding);
        assertThat(bench.alice().welcomed("epoch", Set.of("team", "u:alice", audience("founds"))))
                .isFalse();
        assertThat(bench.alice().state().cursor()).isEqualTo(4);
        assertThat(bench.alice().welcomed("epoch", SAME)).isFalse();
        assertThat(bench.rows()).as("it may see the room no more").containsOnlyKeys("own", "team");
    }

    @Test
    void readsTheLogAgainIfItMissedTheRecordThatFoundedTheNewOne() {
        bench.deliver(4, bob("founds", 4, 4, inserted("t2", "team", "t", 1)));
        assertThat(bench.alice().welcomed("epoch", Set.of("team", "u:alice", audience("founds"))))
                .isTrue();
    }

    private static String audience(String founder) {
        return "room:" + bob(founder, 4, 4).record().id();
    }

    @Test
    void passesOverADeliveryFromBeforeThat() {
        LogEntry before = bob("teams", 3, 3, updated("team", "team", number(2)));
        bench.alice().welcomed("epoch", MORE);
        bench.deliver(
                3,
                bob("both", 1, 1, inserted("own", "u:alice", "t", 1), inserted("team", "team", "t", 1)),
                bob("teams", 3, 3, updated("team", "team", number(2)), inserted("club", "club", "t", 1)));
        bench.deliver(3, before);
        assertThat(bench.rows()).containsOnlyKeys("own", "team", "club");
    }
}
