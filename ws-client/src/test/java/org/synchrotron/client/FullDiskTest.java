package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;

@DisplayName("A client whose disk is full")
@Timeout(60)
class FullDiskTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MANY = 200;

    @TempDir
    Path directory;

    private final Told told = new Told();

    private SynchrotronClient client(TestServer server) {
        return Todos.alice(directory.resolve("todos.db"))
                .server(server.uri())
                .schema(new FullDisk())
                .reconnect(Duration.ofMillis(5), Duration.ofMillis(100))
                .listener(told)
                .open();
    }

    @Test
    void keepsNothingOfADeliveryThatDoesNotFitAndCatchesUpWhenThereIsRoom() throws Exception {
        try (TestServer server = new TestServer()) {
            Execution<Integer> offline;
            Execution<String> small;
            try (SynchrotronClient full = client(server)) {
                full.connect();
                String id = full.<String>execute(new CreateTodo.Args("u:alice", "k", "milk"))
                        .result();
                assertThat(full.awaitSynced(SOON)).isTrue();
                full.disconnect();
                offline = full.execute(new Increment.Args(id, 3));
                var before = contents(full);

                server.append(Entries.bobsTodos(MANY));
                full.connect();
                SyncProblem problem = told.problem();
                assertThat(problem.kind()).isEqualTo(Kind.DATABASE);
                assertThat(problem.message()).contains("todos.db").contains("full");
                assertThat(told.problem().message()).as("it tries again").contains("full");
                assertThat(full.status().cursor()).isEqualTo(1);
                assertThat(contents(full)).isEqualTo(before);
                small = full.execute(new CreateTodo.Args("u:alice", "k2", "what still fits"));
            }
            try (SynchrotronClient roomy = client(server)) {
                roomy.connect();
                assertThat(roomy.awaitSynced(SOON)).isTrue();

                assertThat(roomy.status().cursor()).isEqualTo(MANY + 3);
                assertThat(roomy.status().problem()).isNull();
                assertThat(contents(roomy).get("todos"))
                        .hasSize(MANY + 2)
                        .filteredOn("text", "milk")
                        .extracting("number")
                        .containsExactly(3);
                assertThat(logged(server))
                        .as("what was uploaded again and again, too")
                        .containsOnlyOnce(offline.actionId(), small.actionId());
            }
        }
    }

    private static List<ActionId> logged(TestServer server) {
        return server.log().stream().map(entry -> entry.record().id()).toList();
    }

    /** Everything that the file holds, by table, without the number of welcomes: each connection has one. */
    private static Map<String, List<Map<String, Object>>> contents(SynchrotronClient client) {
        return client.<Map<String, List<Map<String, Object>>>, RuntimeException>read(sql -> {
            Map<String, List<Map<String, Object>>> contents = new HashMap<>();
            sql.createQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")
                    .mapTo(String.class)
                    .forEach(table -> contents.put(
                            table,
                            sql.select("SELECT * FROM " + table)
                                    .mapToMap()
                                    .filter(row -> !"welcomes".equals(row.get("key")))
                                    .list()));
            return contents;
        });
    }
}
