package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.outcome;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.Backoff;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.client.todos.TouchAll;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A client whose server refuses or answers unexpectedly")
@Timeout(60)
class UnexpectedAnswersTest {

    private static final AudiencesDigest DIGEST = AudiencesDigest.of(Set.of("u:alice", "team"));

    @TempDir
    Path directory;

    private final Told told = new Told();

    private SynchrotronClient client(URI server) {
        return Todos.alice(directory.resolve("todos.db"), server, told).open();
    }

    @Test
    void splitsUploadsThatAreLongerThanTheServerAccepts() throws Exception {
        try (TestServer server = new TestServer().maxMessageBytes(5_000);
                SynchrotronClient client = client(server.uri())) {
            for (int i = 0; i < 20; i++) {
                client.execute(new CreateTodo.Args("u:alice", "k" + i, "x".repeat(400)));
            }
            client.connect();

            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(server.log()).hasSize(20);
            assertThat(server.uploads()).hasSizeGreaterThan(4);
        }
    }

    @Test
    void uploadsARecordWithoutItsRowChangesHoweverLongTheyAre() throws Exception {
        int rows = 120;
        try (TestServer server = new TestServer().retired().maxMessageBytes(5_000);
                SynchrotronClient client = client(server.uri())) {
            for (int i = 0; i < rows; i++) {
                client.execute(new CreateTodo.Args("u:alice", "k" + i, "milk"));
            }
            Execution<Void> touched = client.execute(new TouchAll.Args(1));
            int length = client.read(sql -> sql.createQuery("SELECT sum(length(row_id || forward_patches))"
                            + " FROM synchrotron_applied_changes WHERE operation = 'UPDATE'")
                    .mapTo(Integer.class)
                    .one());
            client.connect();

            assertThat(outcome(touched)).isEqualTo(Outcome.APPLIED);
            assertThat(length).isGreaterThan(5_000);
            assertThat(server.log()).hasSize(rows + 1);
        }
    }

    @Test
    void uploadsAgainAfterItWasBehindTheHead() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload ->
                    tries.incrementAndGet() < 4 ? Optional.of(new BehindHead(upload.uploadId(), 0)) : Optional.empty());
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(tries).hasValue(4);
        }
    }

    @Test
    void reportsThatTheServerIsUnavailableAndUploadsWhenItIsBack() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload -> down.get()
                    ? Optional.of(new Refused(upload.uploadId(), Refusal.UNAVAILABLE, "try again later", null, 0))
                    : Optional.empty());
            client.connect();
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));

            SyncStatus shown = told.statusWithProblem();
            assertThat(shown.connection()).isEqualTo(SyncStatus.Connection.ONLINE);
            assertThat(shown.pending()).isEqualTo(1);
            assertThat(shown.problem()).isEqualTo(new SyncProblem(Kind.SERVER_UNAVAILABLE, "try again later"));
            down.set(false);

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.status().problem()).isNull();
            assertThat(server.log()).hasSize(1);
        }
    }

    @Test
    void waitsAsLongAsABusyServerSaysAndLosesNothing() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload -> tries.incrementAndGet() <= 2 * Backoff.UPLOAD_ATTEMPTS
                    ? Optional.of(new Refused(upload.uploadId(), Refusal.BUSY, "enough for now", null, 0, 2L))
                    : Optional.empty());
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(server.heard()).filteredOn(Hello.class::isInstance).hasSize(1);
            assertThat(told.hasProblem()).isFalse();
        }
    }

    @Test
    void uploadsFewerRecordsAtATimeIfTheServerTakesNoMore() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload -> upload.records().size() > 7
                    ? Optional.of(new Refused(upload.uploadId(), Refusal.TOO_MANY_RECORDS, "at most 7", null, 0))
                    : Optional.empty());
            for (int i = 0; i < 40; i++) {
                client.execute(new CreateTodo.Args("u:alice", "k" + i, "milk"));
            }
            client.connect();

            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(server.log()).hasSize(40);
        }
    }

    @Test
    void storesNoDeliveryForAnotherUserOrAfterAGap() throws Exception {
        LogEntry foreign = Entries.correction(1, Json.createObjectBuilder().build(), List.of());
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            for (Delivery stray : List.of(
                    new Delivery(new UserId("bob"), DIGEST, 0, 1, 1, new Cursor("there"), List.of(foreign), List.of()),
                    new Delivery(
                            new UserId("alice"), DIGEST, 7, 8, 8, new Cursor("there"), List.of(foreign), List.of()))) {
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                server.says(stray);

                SyncProblem problem = told.problem();
                assertThat(problem.kind()).isEqualTo(Kind.CONNECTION_LOST);
                assertThat(problem.message())
                        .contains("'" + stray.userId() + "'")
                        .contains("after " + stray.after());
                client.disconnect();
                assertThat(client.status().cursor()).isZero();
            }
            client.connect();
            assertThat(outcome(client.execute(new CreateTodo.Args("u:alice", "k", "milk"))))
                    .isEqualTo(Outcome.APPLIED);
        }
    }

    @Test
    void storesNothingThatWasReadUnderOtherAudiencesThanTheServerNamed() throws Exception {
        AudiencesDigest others = AudiencesDigest.of(Set.of("u:alice"));
        LogEntry record = Entries.correction(1, Json.createObjectBuilder().build(), List.of());
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            for (ServerMessage stray : List.of(
                    new Delivery(new UserId("alice"), others, 0, 1, 1, new Cursor("there"), List.of(record), List.of()),
                    new RowsMessage.RowsStart(
                            new UserId("alice"), new RowDeliveryId("rows-0"), others, 0, RowScope.ALL, 1, false))) {
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                server.says(stray);

                assertThat(told.problem().message()).contains("under other audiences");
                client.disconnect();
                assertThat(client.status().cursor()).isZero();
            }
        }
    }

    @Test
    void staysOfflineWhenTheServerIsAnotherOne() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            client.disconnect();
            server.epoch("epoch-2");
            client.connect();

            SyncProblem other = told.problem();
            assertThat(other.kind()).isEqualTo(Kind.OTHER_SERVER);
            assertThat(other.message()).contains("epoch-1").contains("epoch-2");
            // The last words of the first connection may be heard after the second hello.
            assertThat(server.heard())
                    .filteredOn(Hello.class::isInstance)
                    .last()
                    .isInstanceOfSatisfying(
                            Hello.class, hello -> assertThat(hello.cursor()).isEqualTo(new Cursor("epoch-1:1")));
        }
    }

    @Test
    void staysOfflineWhenTheTokenIsAnotherUsers() throws Exception {
        try (TestServer server = new TestServer().user("bob");
                SynchrotronClient client = client(server.uri())) {
            client.connect();

            assertThat(told.problem().message()).contains("bob").contains("alice");
        }
    }

    @ParameterizedTest
    @CsvSource({"401 Unauthorized, TOKEN_REFUSED", "426 Upgrade Required, PROTOCOL", "503 Busy, SERVER_UNAVAILABLE"})
    void saysWhatAnAnswerToTheHandshakeMeansAndTriesAgain(String answer, Kind kind) throws Exception {
        try (ServerSocket http = answering("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
                SynchrotronClient client = client(URI.create("ws://127.0.0.1:" + http.getLocalPort()))) {
            client.connect();

            assertThat(told.problem().kind()).isEqualTo(kind);
            assertThat(told.problem().kind()).as("it tries again").isEqualTo(kind);
        }
    }

    @Test
    void namesTheUrlWhenThereIsNoEndpoint() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(URI.create("ws://127.0.0.1:" + server.port() + "/elsewhere"))) {
            client.connect();

            SyncProblem wrong = told.problem();
            assertThat(wrong.kind()).isEqualTo(Kind.WRONG_ENDPOINT);
            assertThat(wrong.message()).contains("/elsewhere/synchrotron/v2");
        }
    }

    private static ServerSocket answering(String http) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> answer(listening, http), "http");
        thread.setDaemon(true);
        thread.start();
        return listening;
    }

    private static void answer(ServerSocket listening, String http) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                byte[] request = new byte[8192];
                if (socket.getInputStream().read(request) > 0) {
                    socket.getOutputStream().write(http.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
