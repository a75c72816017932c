package org.synchrotron.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Nondeterministic;
import org.synchrotron.client.todos.Nondeterministic.Kind;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Audiences;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A client whose listener fails")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ListenerFailuresTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long FAR_AHEAD_MS = 4_000_000_000_000L;

    @TempDir
    Path directory;

    /** Says nothing of itself, as exceptions of other languages may. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("there is no message");
        }
    }

    private static final Map<String, Supplier<Throwable>> FAILURES = Map.of(
            "exception", () -> new IllegalStateException("on purpose"),
            "checked exception", () -> new Exception("on purpose"),
            "failed assertion", () -> new AssertionError("on purpose"),
            "deep recursion", StackOverflowError::new,
            "missing class", () -> new NoClassDefFoundError("on purpose"),
            "full memory", () -> new OutOfMemoryError("on purpose"),
            "exception without message", Unspeakable::new);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exception",
                "checked exception",
                "failed assertion",
                "deep recursion",
                "missing class",
                "full memory",
                "exception without message"
            })
    void worksAsIfItDidNot(String failure) throws Exception {
        LoggedWarnings logged = new LoggedWarnings(SyncListener.class);
        FailingListener failing = new FailingListener(requireNonNull(FAILURES.get(failure)));
        haveAMemo();
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), failing.listener())
                        .action(new Nondeterministic())
                        .purityCheck(true)
                        .adopt("memos", ListenerFailuresTest::refuse)
                        .open()) {
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.execute(new Nondeterministic.Args(created.result(), Kind.FIELD));
            client.connect();
            succeeds(created);
            refuseTheNextUpload(server);
            Execution<Integer> refused = client.execute(new RenameTodo.Args(created.result(), "bread"));
            assertThat(refused.confirmation())
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withCauseInstanceOf(RecordQuarantined.class);
            server.objects(upload -> Optional.empty());
            client.disconnect();
            client.execute(new Increment.Args(created.result(), 1));
            server.append(bobsFailure(server));
            server.append(withoutNumber(server));
            client.connect();
            succeeds(client.execute(new Increment.Args(created.result(), 1)));
            server.says(new Audiences(new UserId("alice"), Set.of("club"), Set.of("team")));
            meetsAServerThatHasLostAll(client, server);
            assertThat(client.status().connection()).isEqualTo(Connection.ONLINE);
            assertThat(client.status().cursor()).isEqualTo(server.log().size());
        }
        List<String> warnings = logged.close();
        opensADamagedFile(failing.listener());
        assertThat(failing.called()).containsExactlyInAnyOrderElementsOf(allMethods());
        assertThat(warnings)
                .filteredOn(message -> message.startsWith("the sync listener's "))
                .as("once each, but for the damaged file")
                .hasSize(allMethods().size() - 1);
    }

    private static void meetsAServerThatHasLostAll(SynchrotronClient client, TestServer server) throws Exception {
        assertThat(client.awaitSynced(SOON)).isTrue();
        client.disconnect();
        while (!server.log().isEmpty()) {
            server.loseOne();
        }
        client.connect();
        assertThat(client.awaitSynced(SOON)).isTrue();
    }

    private void opensADamagedFile(SyncListener listener) throws SQLException {
        Path file = directory.resolve("todos.db");
        try (var connection = SqliteConnections.open(file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE synchrotron_state SET value = '0' WHERE key = 'cursor'");
        }
        Todos.alice(file).listener(listener).open().close();
    }

    /** The file has a row from before its table is tracked. */
    private void haveAMemo() throws SQLException {
        try (var connection = SqliteConnections.open(directory.resolve("todos.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE memos (id TEXT PRIMARY KEY, audience_key TEXT NOT NULL)");
            statement.executeUpdate("INSERT INTO memos VALUES ('m', 'team')");
        }
    }

    private static Record refuse(JsonObject memo) {
        throw new IllegalStateException("nobody adopts memos");
    }

    /** Comes after what is pending, so that its logic runs here. */
    private static LogEntry bobsFailure(TestServer server) {
        return Entries.bobs(
                "bobs",
                "break_v1",
                FAR_AHEAD_MS,
                server.log().size() + 1,
                Json.createObjectBuilder().add("audience", "team").build());
    }

    /** The table here cannot hold it. */
    private static LogEntry withoutNumber(TestServer server) {
        JsonObject row = Json.createObjectBuilder().add("id", "odd").build();
        return Entries.bobs(
                "odd",
                "unknown_v1",
                1,
                server.log().size() + 1,
                JsonValue.EMPTY_JSON_OBJECT,
                new RowChange.Inserted(new RowRef("todos", "odd"), "team", row));
    }

    private static void refuseTheNextUpload(TestServer server) {
        server.objects(upload -> Optional.of(refused(upload)));
    }

    private static ServerMessage refused(Upload upload) {
        return new Refused(
                upload.uploadId(),
                Refusal.ACCESS_DENIED,
                "Not for you.",
                upload.records().get(0).record().id(),
                0);
    }

    private static void succeeds(Execution<?> execution) {
        assertThat(execution.confirmation()).succeedsWithin(SOON).isEqualTo(Outcome.APPLIED);
    }

    private static List<String> allMethods() {
        return Arrays.stream(SyncListener.class.getMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .toList();
    }

    @Test
    void isNotInterruptedByIt() throws Exception {
        SyncListener interrupting = new SyncListener() {
            @Override
            public void statusChanged(SyncStatus status) {
                Thread.currentThread().interrupt();
            }
        };
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), interrupting)
                        .open()) {
            client.connect();
            succeeds(client.execute(new CreateTodo.Args("u:alice", "k", "milk")));
        }
    }

    @Test
    void completesConfirmationsThoughWhatDependsOnOthersBlocksOrFails() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), SyncListener.NONE)
                        .open()) {
            List<CompletionStage<Void>> blocked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k" + i, "milk"));
                blocked.add(created.confirmation().thenAccept(outcome -> waitFor(released)));
                created.confirmation().thenRun(() -> {
                    throw new AssertionError("on purpose");
                });
            }
            Execution<String> another = client.execute(new CreateTodo.Args("u:alice", "another", "milk"));
            client.connect();

            assertThat(client.awaitSynced(SOON)).isTrue();
            succeeds(another);
            succeeds(client.execute(new CreateTodo.Args("u:alice", "one more", "milk")));
            assertThat(blocked).noneMatch(stage -> stage.toCompletableFuture().isDone());
            released.countDown();
            blocked.forEach(stage -> assertThat(stage).succeedsWithin(SOON));
        } finally {
            released.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
