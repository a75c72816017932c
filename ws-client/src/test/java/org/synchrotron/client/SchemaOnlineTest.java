package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Tasks.SOON;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage;

@DisplayName("A client whose schema is not the server's, over a real socket")
@Timeout(60)
class SchemaOnlineTest {

    @TempDir
    Path directory;

    private final Told told = new Told();

    private ClientBuilder client(URI server) {
        return Todos.alice(directory.resolve("todos.db"), server, told);
    }

    private static RowChange withoutNumber(String id) {
        JsonObject row =
                Json.createObjectBuilder().add("id", id).addNull("number").build();
        return new RowChange.Inserted(new RowRef("todos", id), "team", row);
    }

    private static <T extends ClientMessage> List<T> heard(TestServer server, Class<T> type) {
        return server.heard().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<String> todos(SynchrotronClient client) {
        return client.read(handle -> handle.createQuery("SELECT id || number FROM todos ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    @Test
    void tellsTheServerItsTablesAndHowManyStepsItRan() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri()).open()) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(heard(server, ClientMessage.Hello.class).get(0).schema())
                    .isNotNull()
                    .satisfies(schema -> {
                        assertThat(schema.version()).isEqualTo("1");
                        assertThat(schema.columns("todos"))
                                .containsExactlyInAnyOrderEntriesOf(Map.of(
                                        "id", "text",
                                        "text", "text",
                                        "number", "bigint",
                                        "done", "boolean",
                                        "created_at", "timestamp"));
                    });
        }
    }

    @Test
    void keepsWorkingWhenItsSchemaIsRefusedAndGoesOnByItself() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri()).open()) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            server.says(new ServerMessage.Refused(
                    null, Refusal.SCHEMA_MISMATCH, "the server has no column todos.colour", null, 0));
            SyncProblem problem = told.problem();
            assertThat(problem.kind()).isEqualTo(Kind.SCHEMA);
            assertThat(problem.message()).contains("todos.colour");
            client.execute(new CreateTodo.Args("team", "k", "milk"));

            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(server.log()).hasSize(1);
            assertThat(client.status().problem()).isNull();
        }
    }

    @Test
    void showsRowsThatItsTablesCannotHoldUntilTheyCan() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri()).open()) {
            client.connect();
            server.append(
                    bobs("one", "unknown_v1", 1, 1, JsonValue.EMPTY_JSON_OBJECT, withoutNumber("a")),
                    bobs(
                            "two",
                            "unknown_v1",
                            2,
                            2,
                            JsonValue.EMPTY_JSON_OBJECT,
                            Entries.inserted("b", "team", "t", 2)));
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(todos(client)).containsExactly("b2");
            SyncProblem problem = told.problem();
            assertThat(problem.kind()).isEqualTo(Kind.ROWS_LEFT_OUT);
            assertThat(problem.message()).contains("row a of table todos", "todos.number");
            assertThat(client.status().leftOut()).isEqualTo(1);
            assertThat(client.status().problem()).isEqualTo(problem);

            server.append(bobs(
                    "three",
                    "unknown_v1",
                    3,
                    3,
                    JsonValue.EMPTY_JSON_OBJECT,
                    Entries.updated("a", "team", Entries.number(7))));
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(todos(client)).containsExactly("a7", "b2");
            assertThat(client.status().leftOut()).isZero();
            assertThat(client.status().problem()).isNull();
        }
    }

    @Test
    void asksForTheRowsOfATableThatGrew() throws Exception {
        try (TestServer server = new TestServer()) {
            server.append(Entries.bobsTodos(1));
            try (SynchrotronClient client = client(server.uri()).open()) {
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
            }
            server.rows(Map.of("todos", "[[\"team\",\"" + Entries.id("bobs-todo-0") + "\",\"t\",5,null,null]]"));
            try (SynchrotronClient client = client(server.uri())
                    .schema("ALTER TABLE todos ADD COLUMN extra TEXT")
                    .open()) {
                assertThat(client.status().awaitsRows()).isTrue();
                assertThat(todos(client)).containsExactly(Entries.id("bobs-todo-0") + "0");
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(todos(client)).containsExactly(Entries.id("bobs-todo-0") + "5");
                assertThat(heard(server, ClientMessage.Need.class))
                        .containsExactly(new ClientMessage.Need(new RowScope(false, Set.of(), Set.of("todos"))));
                assertThat(client.status().awaitsRows()).isFalse();
            }
        }
    }

    @Test
    void uploadsPendingWorkOfAnActionThatTheProgramHasNoMore() throws Exception {
        try (TestServer server = new TestServer()) {
            try (SynchrotronClient client = client(server.uri()).open()) {
                client.execute(new CreateTodo.Args("team", "k", "milk"));
            }
            server.append(bobs(
                    "early", "unknown_v1", 1, 1, JsonValue.EMPTY_JSON_OBJECT, Entries.inserted("b", "team", "t", 2)));
            try (SynchrotronClient client = SynchrotronClient.builder()
                    .database(directory.resolve("todos.db"))
                    .user("alice")
                    .schema(Todos.DDL)
                    .track("todos")
                    .action(new Increment())
                    .server(server.uri())
                    .token(() -> "secret")
                    .open()) {
                assertThat(client.pending()).hasSize(1);
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(todos(client)).hasSize(2);
                assertThat(client.quarantined()).isEmpty();
            }
            assertThat(server.uploads().get(0).records().get(0).claim().changes())
                    .as("what it did then, also after a record that came before it")
                    .hasSize(1);
        }
    }
}
