package org.synchrotron.client.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.Entries;
import org.synchrotron.client.FullDisk;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.TestServer;
import org.synchrotron.client.engine.Backoff;
import org.synchrotron.client.engine.ConnectionSettings;
import org.synchrotron.client.link.Network;
import org.synchrotron.client.link.websocket.ServerAddress;
import org.synchrotron.client.link.websocket.WebSocketTransport;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.store.ReadLimits;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Wake;

@DisplayName("A client that connects again")
@Timeout(60)
class ReconnectTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration FIRST = Duration.ofMillis(4);
    private static final Duration LONGEST = Duration.ofMillis(64);
    private static final Long[] GROWING = {4L, 8L, 16L, 32L, 64L, 64L, 64L};

    @TempDir
    Path directory;

    private final Bounds bounds = new Bounds();
    private Duration answerLimit = ConnectionSettings.ANSWER_LIMIT;
    private final BlockingQueue<Kind> problems = new LinkedBlockingQueue<>();

    /** Chance that always says "now", and remembers how long the wait could have been. */
    private static final class Bounds implements RandomGenerator {

        private final BlockingQueue<Long> drawn = new LinkedBlockingQueue<>();

        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            drawn.add(bound - 1);
            return 0;
        }

        List<Long> next(int count) throws InterruptedException {
            List<Long> next = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                next.add(requireNonNull(drawn.poll(20, TimeUnit.SECONDS), "no further wait"));
            }
            return next;
        }
    }

    /** The link stands, and the server says other things meanwhile. */
    @Test
    void dropsAConnectionOnWhichAnUploadIsNeverAnswered() throws Exception {
        answerLimit = Duration.ofSeconds(1);
        try (TestServer server = new TestServer();
                ClientEngine client = client(server.uri())) {
            server.objects(upload -> Optional.of(new Wake(0)));
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            assertThat(bounds.next(3)).containsExactly(4L, 8L, 16L);
            assertThat(problems).containsOnly(Kind.SERVER_UNAVAILABLE);

            server.objects(upload -> Optional.empty());
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(server.log()).hasSize(1);
        }
    }

    @Test
    void waitsLongerAndLongerForAServerThatIsBusy() throws Exception {
        try (TestServer server = new TestServer();
                ClientEngine client = client(server.uri())) {
            server.objects(upload -> Optional.of(new Refused(upload.uploadId(), Refusal.UNAVAILABLE, "busy", null, 0)));
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            assertThat(bounds.next(GROWING.length)).containsExactly(GROWING);
            server.objects(upload -> Optional.empty());
            assertThat(client.awaitSynced(SOON)).isTrue();
        }
    }

    private ClientEngine client(URI server) {
        StoreSettings store = new StoreSettings(
                directory.resolve("todos.db"),
                new UserId("alice"),
                null,
                List.of(ReconnectTest::tables, new FullDisk()),
                List.of("todos"),
                Map.of(),
                WallClock.system(),
                System::nanoTime,
                UUID::randomUUID,
                LogKeeping.DEFAULT);
        return ClientEngine.open(
                new EngineSettings(
                        store,
                        new ActionCatalogue(Todos.definitions()),
                        new MessageCodec(),
                        new ConnectionSettings(
                                new Network(
                                        new SuppliedTokens(() -> "secret"),
                                        new WebSocketTransport(ServerAddress.of(server))),
                                new MessageCodec(),
                                new Backoff(FIRST, LONGEST, bounds),
                                answerLimit),
                        new SyncListener() {
                            @Override
                            public void problem(SyncProblem problem) {
                                problems.add(problem.kind());
                            }
                        },
                        false),
                ReadLimits.DEFAULT,
                System::nanoTime,
                () -> {});
    }

    private static void tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(Todos.DDL);
        }
    }

    @Test
    void waitsLongerAndLongerForAServerThatIsAbsentAndFindsItWhenItAppears() throws Exception {
        int port;
        try (TestServer server = new TestServer()) {
            port = server.port();
        }
        try (ClientEngine client = client(URI.create("ws://127.0.0.1:" + port + "/app"))) {
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            assertThat(bounds.next(GROWING.length)).containsExactly(GROWING);
            assertThat(problems).containsOnly(Kind.UNREACHABLE);

            try (TestServer server = new TestServer(port)) {
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(server.log()).hasSize(1);
                bounds.drawn.clear();
                server.dropConnections();
                assertThat(bounds.next(1)).as("it begins anew").containsExactly(4L);
                client.disconnect();
            }
        }
    }

    @Test
    void waitsLongerAndLongerWhileItCannotStoreWhatTheServerSends() throws Exception {
        try (TestServer server = new TestServer();
                ClientEngine client = client(server.uri())) {
            server.append(Entries.bobsTodos(200));
            client.connect();

            assertThat(bounds.next(GROWING.length)).containsExactly(GROWING);
            assertThat(problems).containsOnly(Kind.DATABASE);
        }
    }

    /** Each connection gets a welcome and a delivery of another user's record: neither is a success. */
    @Test
    void waitsLongerAndLongerWhereEachUploadEndsTheConnection() throws Exception {
        AtomicInteger uploads = new AtomicInteger();
        try (TestServer server = new TestServer();
                ClientEngine client = client(server.uri())) {
            server.objects(upload -> {
                server.append(Entries.bobsTodos(uploads.incrementAndGet()));
                server.dropConnections();
                return Optional.of(new BehindHead(upload.uploadId(), 0));
            });
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            assertThat(bounds.next(GROWING.length)).containsExactly(GROWING);
            assertThat(problems).containsOnly(Kind.CONNECTION_LOST);

            server.objects(upload -> Optional.empty());
            assertThat(client.awaitSynced(SOON)).isTrue();
            bounds.drawn.clear();
            server.dropConnections();
            assertThat(bounds.next(1)).as("it begins anew").containsExactly(4L);
        }
    }
}
