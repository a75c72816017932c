package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage;
import org.synchrotron.protocol.ServerMessage;

@DisplayName("A client that needs rows, over a real socket")
@Timeout(60)
class RowsOnlineTest {

    @TempDir
    Path directory;

    private final Told told = new Told();

    private SynchrotronClient client(URI server) {
        return Todos.alice(directory.resolve("todos.db"), server, told).open();
    }

    private SynchrotronClient withThreeTodos(TestServer server) throws InterruptedException {
        SynchrotronClient client = client(server.uri());
        server.append(Entries.bobsTodos(3));
        client.connect();
        assertThat(client.awaitSynced(SOON)).isTrue();
        return client;
    }

    private static List<String> todos(SynchrotronClient client) {
        return client.read(handle -> handle.createQuery("SELECT id FROM todos ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    @Test
    void asksForTheRowsOfAnAudienceThatIsNew() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.append(Entries.bobsTodos(3));
            server.rows(Map.of("todos", "[[\"club\",\"c1\",null,7,null,null]]"));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            client.disconnect();
            server.audiences("u:alice", "team", "club");
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();

            assertThat(todos(client)).hasSize(4).contains("c1");
            assertThat(server.heard())
                    .filteredOn(ClientMessage.Need.class::isInstance)
                    .containsExactly(new ClientMessage.Need(RowScope.ofAudiences(Set.of("club"))));
        }
    }

    @Test
    void adaptsToAudiencesThatChangeWhileItIsConnected() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.append(Entries.bobsTodos(3));
            server.rows(Map.of("todos", "[[\"club\",\"c1\",null,7,null,null]]"));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();

            server.audiences("u:alice", "club");
            server.says(new ServerMessage.Audiences(new UserId("alice"), Set.of("club"), Set.of("team")));
            assertThat(told.audiences()).isEqualTo("+[club] -[team]");
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(todos(client)).containsExactly("c1");
            assertThat(told.rows().phase()).isEqualTo(RowProgress.Phase.DONE);
        }
    }

    @Test
    void fetchesEverythingAnewIfItIsAskedTo() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = withThreeTodos(server)) {
            server.rows(Map.of("todos", "[[\"team\",\"t1\",null,7,null,null]]"));
            client.rebase();

            assertThat(client.status().awaitsRows()).isTrue();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(todos(client)).containsExactly("t1");
        }
    }

    @Test
    void beginsAnewAfterAConnectionThatEndedInTheMiddle() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = withThreeTodos(server)) {
            server.says(new RowsMessage.RowsStart(
                    new UserId("alice"),
                    new RowDeliveryId("cut"),
                    AudiencesDigest.of(Set.of("u:alice", "team")),
                    3,
                    RowScope.ALL,
                    2,
                    false));
            server.says(new RowsMessage.RowsPresent(
                    new RowDeliveryId("cut"),
                    1,
                    "todos",
                    Todos.COLUMNS,
                    "[[\"team\",\"cut\",null,7,null,null]]",
                    null));
            told.awaitRows(new RowProgress(RowProgress.Phase.RECEIVING, 1, 2, Duration.ZERO));
            server.dropConnections();
            told.awaitRows(new RowProgress(RowProgress.Phase.INTERRUPTED, 1, 2, Duration.ZERO));

            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(todos(client)).hasSize(3).doesNotContain("cut");
            server.rows(Map.of("todos", "[[\"team\",\"t1\",null,7,null,null]]"));
            client.rebase();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(todos(client)).containsExactly("t1");
        }
    }

    @Test
    void takesNoRecordBelowItsBaseAndTellsTheServerOfTheBaseInItsNextHello() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = withThreeTodos(server)) {
            server.rows(Map.of("todos", "[[\"team\",\"t1\",null,7,null,null]]"));
            client.rebase();
            assertThat(client.awaitSynced(SOON)).isTrue();
            LogEntry late = Entries.bobs(
                    "late", "unknown_v1", 5, 4, JsonValue.EMPTY_JSON_OBJECT, Entries.inserted("t2", "team", "late", 1));
            server.append(late);

            assertThat(secondHello(server).base()).isGreaterThan(late.record().clock());
            assertThat(todos(client)).containsExactly("t1");
        }
    }

    private static ClientMessage.Hello secondHello(TestServer server) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<ClientMessage.Hello> second = server.heard().stream()
                    .filter(ClientMessage.Hello.class::isInstance)
                    .map(ClientMessage.Hello.class::cast)
                    .skip(1)
                    .findFirst();
            if (second.isPresent()) {
                return second.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the client did not say hello again");
    }
}
