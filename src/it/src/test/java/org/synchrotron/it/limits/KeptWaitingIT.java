package org.synchrotron.it.limits;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.CuttableProxy;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.RawConnection;
import org.synchrotron.it.kit.RawSocket;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.WriteNote;

/** A node with short limits of time, and clients and a database that let it wait. */
class KeptWaitingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PER_USER = 20;

    /** Small, so that a client that does not read is noticed. */
    private static final int WINDOW = 8 * 1024;

    private static CuttableProxy database;
    private static ServerProcess node;

    private World world;

    @BeforeAll
    static void start() {
        database = CuttableProxy.inFrontOfDatabase();
        node = ServerProcess.start(
                "node",
                ServerProcess.freePort(),
                Map.of(
                        "synchrotron.db.url", database.databaseUrl(),
                        "synchrotron.db.socket-timeout", "3",
                        "synchrotron.record.args", "8000000",
                        "synchrotron.session.hello", "PT4S",
                        "synchrotron.session.message", "PT5S",
                        "synchrotron.session.silence", "PT8S",
                        "synchrotron.session.sending", "PT8S",
                        "synchrotron.sessions.per-user", String.valueOf(PER_USER)));
        node.awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    @BeforeEach
    void begin() {
        world = new World(node.uri());
    }

    @AfterEach
    void end() {
        database.releaseAnswers();
        world.close();
    }

    @Test
    void sessionWithoutHelloEnds() throws IOException {
        try (RawSocket silent = open("ann")) {
            assertThat(silent.awaitClose(PATIENCE)).isEqualTo(1008);
            assertThat(silent.texts()).contains("timed-out", "no hello");
        }
    }

    @Test
    void messageThatIsNeverCompleteEnds() throws IOException {
        try (RawSocket endless = greeted("ann", 0)) {
            endless.begin("{\"type\":\"upload\",\"x\":\"");
            for (int i = 0; i < 100; i++) {
                endless.goOn("x".repeat(1_000));
            }
            assertThat(endless.awaitClose(PATIENCE)).isEqualTo(1008);
            assertThat(endless.texts()).contains("timed-out", "not complete");
        }
    }

    @Test
    void frameThatIsNeverCompleteEnds() throws IOException {
        try (RawSocket endless = greeted("ann", 0)) {
            endless.beginFrame(100_000);
            endless.bytes(new byte[50_000]);
            assertThat(endless.awaitClose(PATIENCE)).isEqualTo(1008);
            assertThat(endless.texts()).contains("timed-out", "nothing came");
        }
    }

    /** It is not held: the connection ends while it is sent, with a code if the client still reads. */
    @Test
    void frameThatIsTooLongEnds() throws IOException {
        try (RawSocket tooLong = greeted("ann", 0)) {
            tooLong.beginFrame(10_000_000);
            assertThat(codeAfter(tooLong, 9_000_000)).isIn(1006, 1011);
        }
    }

    private static int codeAfter(RawSocket socket, int bytes) throws IOException {
        try {
            for (int sent = 0; sent < bytes; sent += 10_000) {
                socket.bytes(new byte[10_000]);
            }
        } catch (SocketException e) {
            return 1006;
        }
        return socket.awaitClose(Duration.ofSeconds(3));
    }

    @Test
    void clientThatReadsAndAnswersPingsStays() throws IOException {
        try (RawSocket alive = greeted("ann", 0)) {
            assertThatThrownBy(() -> alive.awaitClose(Duration.ofSeconds(16)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "attacks", matches = "all", disabledReason = "it waits; -Dattacks=all")
    void clientsThatDoNotReadAreCutAndGiveTheirSendersBack() throws Exception {
        Device ann = world.member("ann");
        // One record, so one delivery: 14 MB as arguments and as a row, more than a connection's buffers take.
        ann.does(new WriteNote.Args("diary", "x".repeat(7_000_000)));
        ann.online().awaitSynced();
        long before = connections();
        List<RawSocket> deaf = new ArrayList<>();
        try {
            for (int i = 1; i < PER_USER; i++) {
                deaf.add(greeted(ann.user(), i));
            }
            Await.until("senders wait for readers", () -> writingThreads() > 5);
            Device bob = world.member("bob").online().awaitSynced();
            bob.does(new WriteNote.Args("meanwhile", "y"));
            bob.awaitSynced();
            Await.until("no sender waits any more", () -> writingThreads() == 0);
            Await.until("their connections are gone", () -> connections() < before + 5);
            try (RawSocket again = greeted(ann.user(), 1)) {
                again.readSome();
                assertThat(again.texts()).contains("welcome");
            }
        } finally {
            for (RawSocket each : deaf) {
                each.close();
            }
        }
    }

    /** Many are opened, because the first ones may have ended on a busy machine when the last ones come. */
    @Test
    void userHasSoManyConnections() throws IOException {
        List<RawSocket> crowd = new ArrayList<>();
        try {
            @Nullable RawSocket refused = null;
            for (int i = 0; i < 10 * PER_USER && refused == null; i++) {
                RawSocket next = greeted("crowd", i);
                crowd.add(next);
                next.readSome();
                refused = next.texts().contains("too many open connections") ? next : null;
            }
            RawSocket tooMany = requireNonNull(refused, "no connection was refused");
            assertThat(tooMany.texts()).contains("too-many-connections");
            assertThat(tooMany.awaitClose(PATIENCE)).isEqualTo(1013);
        } finally {
            for (RawSocket each : crowd) {
                each.close();
            }
        }
    }

    @Test
    void greetingAndDeliveringGoOnWhileUploadsWaitForTheLock() throws Exception {
        Device ann = world.member("ann").online().awaitSynced();
        List<Device> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(world.member("other" + i).online().awaitSynced());
        }
        AutoCloseable lock = ServerDatabase.lockedLog();
        try {
            others.forEach(each -> each.does(world.todo("waits")));
            try (RawSocket greeted = greeted(ann.user(), 1)) {
                Await.until("it is greeted", () -> {
                    greeted.readSome();
                    return greeted.texts().contains("\"delivery\"");
                });
            }
        } finally {
            lock.close();
        }
        others.forEach(Device::awaitSynced);
    }

    @Test
    void databaseThatGoesSilentMakesTheServerUnavailableAndNoMore() throws Exception {
        Device ann = world.member("ann").online().awaitSynced();
        database.holdAnswers();
        ann.does(world.todo("in between"));
        Await.until(
                "ann is told",
                Duration.ofSeconds(60),
                () -> ann.problems().contains(SyncProblem.Kind.SERVER_UNAVAILABLE));
        Await.until("the node says that it is down", Duration.ofSeconds(60), KeptWaitingIT::isDown);

        database.loseAnswers();
        ann.awaitSynced();
        node.awaitReady();
    }

    /** The check asks the database, too, which takes as long as its limit says. */
    private static boolean isDown() throws InterruptedException {
        try {
            HttpResponse<String> answer = node.readiness();
            return answer.statusCode() == 503 && answer.body().contains("problem");
        } catch (IOException e) {
            return false;
        }
    }

    private static RawSocket open(String user) throws IOException {
        return RawSocket.open(node.uri(), Tokens.of(user), WINDOW);
    }

    private static RawSocket greeted(String user, int client) throws IOException {
        RawSocket opened = open(user);
        opened.send(RawConnection.hello("raw-" + user + "-" + client));
        return opened;
    }

    private static long writingThreads() {
        return node.threads().stream()
                .filter(stack -> stack.contains("SessionWriter"))
                .count();
    }

    /** {@return how many TCP connections the node has open at its port} */
    private static long connections() throws IOException {
        String port = String.format(":%04X", node.uri().getPort());
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/tcp6"))) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[1].endsWith(port) && fields[3].equals("01"))
                    .count();
        }
    }
}
