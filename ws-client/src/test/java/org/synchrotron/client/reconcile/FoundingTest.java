package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;

import jakarta.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.FoundTeam;

@DisplayName("An audience that is founded offline")
class FoundingTest {

    @TempDir
    Path directory;

    @Test
    void isItsFoundersAtOnce() {
        try (Bench bench = new Bench(directory.resolve("alice.db"))) {
            bench.wall(1_000);
            String audience =
                    bench.alice().<String>perform(new FoundTeam.Args("room")).result();
            bench.alice().perform(new CreateTodo.Args(audience, "first", "work"));
            assertThat(audience)
                    .isEqualTo("team:" + bench.alice().pending().get(0).record().id());
            bench.deliver(
                    1,
                    bobs(
                            "touches",
                            "touch_all_v1",
                            5_000,
                            1,
                            Json.createObjectBuilder()
                                    .add("timestamp", 5_000)
                                    .add("by", 10)
                                    .build()));
            assertThat(bench.texts("SELECT number FROM todos WHERE audience_key = '" + audience + "' ORDER BY number"))
                    .as("a prediction of another's action changes them, because the founder sees them")
                    .containsExactly("10", "11");
        }
    }
}
