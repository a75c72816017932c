package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.ReplayedLogic;
import org.synchrotron.client.todos.Increment;

@DisplayName("A client counts the runs")
class ReplayCountsTest {

    @TempDir
    Path directory;

    private static JsonObject by(int n) {
        return Json.createObjectBuilder().add("id", "t1").add("by", n).build();
    }

    @Test
    void ofPendingRecordsAndOfPredictedOnesByTag() {
        try (Bench bench = new Bench(directory.resolve("alice.db"))) {
            bench.deliver(1, bobs("create", "unknown_v1", 1_000, 1, text("?"), inserted("t1", "team", "milk", 2)));
            bench.wall(5_000);
            bench.alice().perform(new Increment.Args("t1", 10));
            assertThat(bench.alice().replayed()).isEqualTo(new ReplayedLogic(Map.of(), 0));

            bench.deliver(2, bobs("before", "increment_v1", 2_000, 2, by(1), updated("t1", "team", number(3))));
            assertThat(bench.alice().replayed()).isEqualTo(new ReplayedLogic(Map.of("increment_v1", 1L), 0));

            JsonObject id = Json.createObjectBuilder().add("id", "t1").build();
            bench.deliver(3, bobs("after", "big_or_three_v1", 6_000, 3, id, updated("t1", "team", number(6))));
            assertThat(bench.alice().replayed())
                    .isEqualTo(new ReplayedLogic(Map.of("increment_v1", 1L, "big_or_three_v1", 1L), 1));
        }
    }
}
