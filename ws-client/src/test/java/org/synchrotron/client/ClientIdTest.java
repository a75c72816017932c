package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;

@DisplayName("A client id and a clock")
@Timeout(60)
class ClientIdTest {

    @TempDir
    Path directory;

    private final Told told = new Told();

    @Test
    void copyOfAFileGoesOnUnderAnIdOfItsOwn() throws Exception {
        try (TestServer server = new TestServer()) {
            try (SynchrotronClient first = builder("first.db", server.uri()).open()) {
                create(first, "one");
                first.connect();
                assertThat(first.awaitSynced(SOON)).isTrue();
                first.disconnect();
                create(first, "two");
            }
            Files.copy(directory.resolve("first.db"), directory.resolve("copy.db"));
            try (SynchrotronClient first = builder("first.db", server.uri()).open();
                    SynchrotronClient copy = builder("copy.db", server.uri()).open()) {
                synced(first);
                first.disconnect();
                synced(first);
                create(copy, "three");
                ClientId before = copy.clientId();
                synced(copy);
                assertThat(first.awaitSynced(SOON)).isTrue();

                assertThat(told.problem().kind()).isEqualTo(Kind.CLIENT_TAKEN);
                assertThat(first.clientId()).isEqualTo(before);
                assertThat(copy.clientId()).isNotEqualTo(before);
                assertThat(clients(server.log())).containsExactly(before, before, copy.clientId());
                assertThat(titles(copy)).containsExactly("one", "three", "two").isEqualTo(titles(first));
            }
        }
    }

    @Test
    void copyWhoseProgramGivesTheIdStaysOffline() throws Exception {
        try (TestServer server = new TestServer()) {
            try (SynchrotronClient first =
                    builder("first.db", server.uri()).clientId("till-1").open()) {
                synced(first);
            }
            Files.copy(directory.resolve("first.db"), directory.resolve("copy.db"));
            try (SynchrotronClient first =
                            builder("first.db", server.uri()).clientId("till-1").open();
                    SynchrotronClient copy =
                            builder("copy.db", server.uri()).clientId("till-1").open()) {
                synced(first);
                first.disconnect();
                synced(first);
                copy.connect();

                SyncStatus shown = told.statusWithProblem();
                assertThat(shown.connection()).isEqualTo(SyncStatus.Connection.OFFLINE);
                assertThat(shown.problem()).extracting(SyncProblem::kind).isEqualTo(Kind.CLIENT_TAKEN);
                assertThat(copy.clientId()).isEqualTo(new ClientId("till-1"));
            }
        }
    }

    @Test
    void workOfADeviceWhoseClockIsBeforeAllOfTheLogGetsTheServersTime() throws Exception {
        long start = 1_700_000_000_000L;
        try (TestServer server = new TestServer().logStart(start);
                SynchrotronClient client = builder("old.db", server.uri())
                        .wallClock(() -> -86_400_000)
                        .open()) {
            create(client, "one");
            create(client, "two");
            synced(client);

            assertThat(told.problem().kind()).isEqualTo(Kind.WRONG_CLOCK);
            assertThat(server.log()).hasSize(2).allSatisfy(each -> {
                assertThat(each.record().clock().timeMs()).isGreaterThan(start);
                assertThat(each.record().args().getInt("timestamp")).isZero();
            });
            assertThat(titles(client)).containsExactly("one", "two");
        }
    }

    private ClientBuilder builder(String file, URI server) {
        return Todos.alice(directory.resolve(file), server, told);
    }

    private static void create(SynchrotronClient client, String title) {
        client.execute(new CreateTodo.Args("u:alice", title, title));
    }

    private static void synced(SynchrotronClient client) throws InterruptedException {
        client.connect();
        assertThat(client.awaitSynced(SOON)).isTrue();
    }

    private static List<ClientId> clients(List<LogEntry> log) {
        return log.stream().map(each -> each.record().client()).toList();
    }

    private static List<String> titles(SynchrotronClient client) {
        return client.read(sql -> sql.createQuery("SELECT text FROM todos ORDER BY text")
                .mapTo(String.class)
                .list());
    }
}
