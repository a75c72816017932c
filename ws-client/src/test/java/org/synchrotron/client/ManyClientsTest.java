package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;

@DisplayName("Many clients in one program")
@Timeout(120)
class ManyClientsTest {

    private static final int CLIENTS = 88;

    @TempDir
    Path directory;

    @Test
    void shareTheNetworksThreads() throws Exception {
        List<SynchrotronClient> clients = new ArrayList<>();
        try (TestServer server = new TestServer()) {
            int before = threads().values().stream().mapToInt(Long::intValue).sum();
            long start = System.nanoTime();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(open(server, i));
            }
            long opened = System.nanoTime();
            for (SynchrotronClient client : clients) {
                client.connect();
                client.execute(new CreateTodo.Args("team", "k", "milk"));
            }
            for (SynchrotronClient client : clients) {
                assertThat(client.awaitSynced(Duration.ofSeconds(60))).isTrue();
            }
            Map<String, Long> threads = threads();
            System.out.printf(
                    "%d clients opened in %.0f ms, connected and synced in %.0f ms; threads: %s%n",
                    CLIENTS, (opened - start) / 1e6, (System.nanoTime() - opened) / 1e6, threads);
            int added = threads.values().stream().mapToInt(Long::intValue).sum() - before;
            assertThat(added).isLessThan(CLIENTS + 64);
        } finally {
            clients.forEach(SynchrotronClient::close);
        }
    }

    private SynchrotronClient open(TestServer server, int number) {
        return SynchrotronClient.builder()
                .database(directory.resolve(number + ".db"))
                .user("alice")
                .clientId("client-" + number)
                .server(server.uri())
                .schema(Todos.DDL)
                .track("todos")
                .action(new CreateTodo())
                .open();
    }

    /** By the part of their names that they have in common. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("[0-9()]+", ""))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }
}
