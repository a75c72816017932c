package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.JsonValue;
import java.nio.file.Path;
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
import org.synchrotron.protocol.RowScope;

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

    private RowScope lacking() {
        return bench.alice().rows().lacking();
    }

    private void welcomed(Set<String> audiences) {
        bench.alice().rows().welcomed("epoch", audiences);
    }

    @Test
    void goesOnIfTheyAreTheSame() {
        welcomed(SAME);
        assertThat(lacking()).isEqualTo(RowScope.NONE);
        assertThat(bench.alice().state().cursor()).isEqualTo(3);
        assertThat(bench.rows()).containsOnlyKeys("own", "team");
    }

    @Test
    void lacksTheRowsOfANewOneUntilTheyHaveCome() throws Exception {
        welcomed(MORE);
        assertThat(lacking()).isEqualTo(RowScope.ofAudiences(Set.of("club")));
        bench.crash();
        welcomed(MORE);
        assertThat(lacking()).as("after the process has died").isEqualTo(RowScope.ofAudiences(Set.of("club")));

        new Arriving(bench, lacking())
                .present("[[\"club\",\"club\",\"t\",7,null,null]]")
                .ends(3, 3);
        assertThat(lacking()).isEqualTo(RowScope.NONE);
        assertThat(bench.texts("SELECT id || number FROM todos ORDER BY id")).containsExactly("club7", "own1", "team2");
    }

    @Test
    void forgetsWhatItMaySeeNoMoreAndQuarantinesPendingWorkOnIt() {
        bench.alice().perform(new Increment.Args("team", 5));
        bench.alice().perform(new Increment.Args("own", 5));
        welcomed(FEWER);
        assertThat(bench.texts("SELECT id || number FROM todos")).containsExactly("own6");
        assertThat(bench.texts("SELECT id FROM synchrotron_action_records WHERE server_ingest_id IS NOT NULL"))
                .isEmpty();
        assertThat(bench.texts("SELECT audience_key FROM synchrotron_applied_changes"))
                .containsOnly("u:alice");
        assertThat(bench.alice().pendingCount()).isEqualTo(1);
        assertThat(bench.alice().refused().all()).singleElement().satisfies(each -> {
            assertThat(each.code()).isEqualTo(ChangedView.AUDIENCE_LOST);
            assertThat(each.message()).contains("alice", "team");
        });
        assertThat(bench.alice().state().cursor()).isEqualTo(3);
    }

    @Test
    void lacksItWhenItMaySeeItAgain() {
        bench.alice().rows().changed(Set.of(), Set.of("team"));
        assertThat(bench.rows()).containsOnlyKeys("own");
        bench.alice().rows().changed(Set.of("team"), Set.of());
        assertThat(lacking()).isEqualTo(RowScope.ofAudiences(Set.of("team")));
        assertThat(bench.rows()).containsOnlyKeys("own");
    }

    @Test
    void lacksNothingIfTheNewOneWasFoundedByARecordThatItHas() {
        bench.deliver(4, bob("founds", 4, 4, inserted("room", audience("founds"), "t", 1)));
        welcomed(Set.of("team", "u:alice", audience("founds")));
        assertThat(lacking()).isEqualTo(RowScope.NONE);
        welcomed(SAME);
        assertThat(bench.rows()).as("it may see the room no more").containsOnlyKeys("own", "team");
    }

    @Test
    void lacksTheRowsIfItMissedTheRecordThatFoundedTheNewOne() {
        bench.deliver(4, bob("founds", 4, 4, inserted("t2", "team", "t", 1)));
        welcomed(Set.of("team", "u:alice", audience("founds")));
        assertThat(lacking()).isEqualTo(RowScope.ofAudiences(Set.of(audience("founds"))));
    }

    private static String audience(String founder) {
        return "room:" + bob(founder, 4, 4).record().id();
    }
}
