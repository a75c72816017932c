package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.outcome;

import jakarta.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.EffectClaim;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Audiences;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Wake;
import org.synchrotron.protocol.UploadedRecord;

@DisplayName("A client and a server, over a real socket")
@Timeout(60)
class OnlineTest {

    @TempDir
    Path directory;

    private final Told told = new Told();

    private SynchrotronClient client(URI server) {
        return client(server, "todos.db");
    }

    private SynchrotronClient client(URI server, String file) {
        return Todos.alice(directory.resolve(file), server, told).open();
    }

    @Test
    void uploadsWhatWasExecutedOfflineAndConfirmsIt() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.pending()).isEmpty();
            assertThat(server.log()).hasSize(1);
            assertThat(outcome(new Execution<>(created.actionId(), "", client.confirmation(created.actionId()))))
                    .isEqualTo(Outcome.APPLIED);
        }
    }

    @Test
    void uploadsAtOnceWhileItIsOnline() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            client.connect();
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            Execution<Integer> renamed = client.execute(new RenameTodo.Args(created.result(), "bread"));

            assertThat(outcome(renamed)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
        }
    }

    @Test
    void receivesWhatAnotherClientDid() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient one = client(server.uri(), "one.db");
                SynchrotronClient two = client(server.uri(), "two.db")) {
            one.connect();
            two.connect();
            Execution<String> created = one.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            outcome(created);
            outcome(two.execute(new Increment.Args("none", 1)));

            assertThat(two.awaitSynced(SOON)).isTrue();
            assertThat(two.<String, RuntimeException>read(handle -> handle.createQuery("SELECT text FROM todos")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("milk");
        }
    }

    /** A delivery brings the record between the upload and its answer, as after a lost answer, or the user loses its audience. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void uploadsTheOthersAfterTheRefusalOfARecordThatIsPendingNoMore(boolean accepted) throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload -> {
                server.objects(next -> Optional.empty());
                UploadedRecord first = upload.records().get(0);
                if (accepted) {
                    server.append(
                            new LogEntry(first.record(), null, first.claim().changes()));
                } else {
                    server.audiences("u:alice").says(new Audiences(new UserId("alice"), Set.of(), Set.of("team")));
                }
                return Optional.of(new Refused(
                        upload.uploadId(),
                        Refusal.INVALID_RECORD,
                        "It cannot be read.",
                        first.record().id(),
                        0));
            });
            client.execute(new CreateTodo.Args("team", "k", "milk"));
            Execution<String> other = client.execute(new CreateTodo.Args("u:alice", "k", "bread"));
            client.connect();

            assertThat(outcome(other)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.quarantined()).hasSize(accepted ? 0 : 1);
        }
    }

    @Test
    void uploadsNoRowChangesOfActionsThatTheServerRuns() throws Exception {
        try (TestServer server = new TestServer().retired("rename_todo_v1");
                SynchrotronClient client = client(server.uri())) {
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.execute(new RenameTodo.Args(created.result(), "bread"));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();

            assertThat(server.uploads().stream().flatMap(each -> each.records().stream()))
                    .satisfiesExactly(
                            first -> assertThat(first.claim())
                                    .isInstanceOfSatisfying(
                                            EffectClaim.Digest.class,
                                            digest -> assertThat(digest.audiences())
                                                    .containsExactly("u:alice")),
                            second -> assertThat(second.claim().changes()).hasSize(1));
        }
    }

    @Test
    void uploadsMuchWorkInPartsWithoutRepetition() throws Exception {
        int all = 2 * ClientMessage.Upload.MOST_RECORDS + 1;
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            for (int i = 0; i < all; i++) {
                client.execute(new CreateTodo.Args("u:alice", "k" + i, "milk"));
            }
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();

            assertThat(server.uploads())
                    .extracting(each -> each.records().size())
                    .containsExactly(50, 50, 1);
            assertThat(server.log()).hasSize(all).doesNotHaveDuplicates();
        }
    }

    @Test
    void uploadsWhatTheServerRunsBeforeItHasSeenEverything() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            server.says(new Wake(1_000));
            assertThat(outcome(client.execute(new CreateTodo.Args("u:alice", "k", "milk"))))
                    .isEqualTo(Outcome.APPLIED);
        }
    }

    @Test
    void needsNothingSpecialAfterALostAnswer() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.losesAnswers(true);
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            assertThat(told.problem().kind()).isEqualTo(Kind.CONNECTION_LOST);
            server.losesAnswers(false);

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(server.log()).hasSize(1);
        }
    }

    @Test
    void connectsAgainAfterTheConnectionBroke() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            server.dropConnections();
            assertThat(told.problem().kind()).isEqualTo(Kind.CONNECTION_LOST);

            assertThat(outcome(client.execute(new CreateTodo.Args("u:alice", "k", "milk"))))
                    .isEqualTo(Outcome.APPLIED);
        }
    }

    @Test
    void keepsWorkingWhileTheServerIsDownAndFindsItLater() throws Exception {
        int port;
        try (TestServer server = new TestServer()) {
            port = server.port();
        }
        try (SynchrotronClient client = client(URI.create("ws://127.0.0.1:" + port + "/app"))) {
            client.connect();
            SyncProblem down = told.problem();
            assertThat(down.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(down.message()).contains("127.0.0.1:" + port);
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            try (TestServer back = new TestServer(port)) {
                assertThat(back.port()).isEqualTo(port);
                assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            }
        }
    }

    @Test
    void carriesMessagesOfSeveralMegabytes() throws Exception {
        try (TestServer server = new TestServer().maxMessageBytes(20_000_000);
                SynchrotronClient client = client(server.uri());
                SynchrotronClient other = client(server.uri(), "other.db")) {
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            String text = "ä€𝄞x".repeat(400_000);
            client.execute(new RenameTodo.Args(created.result(), text));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            other.connect();
            outcome(other.execute(new Increment.Args("none", 1)));
            assertThat(other.awaitSynced(SOON)).isTrue();

            assertThat(other.<String, RuntimeException>read(handle -> handle.createQuery("SELECT text FROM todos")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo(text);
        }
    }

    @Test
    void hearsOfOutcomesThatACorrectionChanges() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            outcome(created);
            LogEntry correction = Entries.correction(
                    2,
                    Json.createObjectBuilder()
                            .add(
                                    "outcomes",
                                    Json.createObjectBuilder()
                                            .add(
                                                    created.actionId().value(),
                                                    Json.createObjectBuilder()
                                                            .add("outcome", "rejected")
                                                            .add("code", "too-late")
                                                            .add("message", "Somebody was first.")))
                            .build(),
                    List.of());
            server.append(correction);
            outcome(client.execute(new Increment.Args("none", 1)));

            assertThat(outcome(new Execution<>(created.actionId(), "", client.confirmation(created.actionId()))))
                    .isEqualTo(Outcome.rejected("too-late", "Somebody was first."));
        }
    }
}
