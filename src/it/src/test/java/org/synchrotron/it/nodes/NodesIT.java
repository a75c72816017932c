package org.synchrotron.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.CuttableProxy;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.Passage;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.Shout;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.log.LogLock;

/**
 * Two nodes on one database. Tests kill and restart the first node, and disconnect the database. The first node has the retired
 * action {@code shout_v1}, which the second refuses.
 */
class NodesIT {

    private static final int PORT = ServerProcess.freePort();
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static CuttableProxy database;
    private static ServerProcess node;
    private static ServerProcess strict;

    private World world;

    @BeforeAll
    static void start() {
        database = CuttableProxy.inFrontOfDatabase();
        node = startNode();
        strict = ServerProcess.start(
                "strict", ServerProcess.freePort(), Map.of("synchrotron.db.url", database.databaseUrl()));
        node.awaitReady();
        strict.awaitReady();
    }

    private static ServerProcess startNode() {
        return ServerProcess.start(
                "node",
                PORT,
                Map.of(
                        "synchrotron.db.url",
                        database.databaseUrl(),
                        "synchrotron.retired-actions",
                        "shout_v1",
                        "synchrotron.retention",
                        "P90D"));
    }

    @AfterAll
    static void stop() {
        node.close();
        strict.close();
        database.close();
    }

    @BeforeEach
    void begin() {
        world = new World(node.uri());
    }

    @AfterEach
    void end() {
        database.pass(Passage.OPEN, Passage.OPEN);
        database.acceptAgain();
        world.close();
    }

    @Test
    void commitOnOneNodeReachesTheClientsOfTheOther() {
        Device ann = world.member("ann").online().awaitSynced();
        Device bob = world.member("bob", strict.uri()).online().awaitSynced();

        String todo = ann.<String>does(world.todo("from node to node")).result();
        Await.until("bob has it", () -> bob.has(todo));
        bob.does(new AddPoints.Args(todo, 5));
        Await.until("ann has it", () -> ann.points(todo) == 5);
        bob.awaitSameAsServer();
    }

    @Test
    void unknownActionIsQuarantinedWhereANodeRefusesItAndTheDeviceContinues() {
        Device ann = world.member("ann", strict.uri()).online();
        Device bob = world.member("bob").online().awaitSynced();
        String todo = ann.<String>does(world.todo("known")).result();
        ann.awaitSynced();
        Execution<Void> shout = ann.does(new Shout.Args(todo));
        Await.until("ann is told", () -> ann.problems().contains(SyncProblem.Kind.UPLOAD_REFUSED));
        assertThat(ann.client().quarantined())
                .extracting(QuarantinedRecord::id, QuarantinedRecord::code)
                .containsExactly(tuple(shout.actionId(), "unknown-action"));
        assertThat(outcomeOf(ann.does(new AddPoints.Args(todo, 1)))).isEqualTo(Outcome.APPLIED);

        Await.until("bob has the todo", () -> bob.has(todo));
        bob.does(new AddPoints.Args(todo, 2));
        Await.until("ann receives nevertheless", () -> ann.points(todo) == 3);
        assertThat(ann.text(todo)).isEqualTo("known");
        ann.awaitSameAsServer();

        ann.restartAt(node.uri()).online().client().retry(shout.actionId());
        Await.until(
                "bob receives it, because this server accepts it",
                () -> bob.text(todo).equals("SHOUTED"));
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }

    @Test
    void clientsContinueAfterTheServerIsKilledRightAfterACommitAndRightBeforeAnother() {
        Device ann = world.member("ann").online().awaitSynced();
        Device cid = world.member("cid").online().awaitSynced();
        Device bob = world.member("bob", strict.uri()).online().awaitSynced();
        String todo = ann.<String>does(world.todo("before")).result();
        Await.until("both others have it", () -> bob.has(todo) && cid.has(todo));
        ann.awaitSynced();

        database.holdAnswersFrom("COMMIT");
        Execution<Long> committed = ann.does(new AddPoints.Args(todo, 1));
        Await.until("the database has committed", () -> ServerDatabase.isLogged(committed.actionId()));
        database.holdRequestsFrom(LogLock.CHANNEL);
        Execution<Long> begun = cid.does(new AddPoints.Args(todo, 2));
        Await.until("the next upload announces itself, which is the last before its commit", () -> isAppending(begun));
        node.kill();
        database.loseAnswers();

        Execution<Long> meanwhile = bob.does(new AddPoints.Args(todo, 4));
        assertThat(outcomeOf(meanwhile).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(ServerDatabase.isLogged(begun.actionId())).isFalse();
        node.close();
        node = startNode().awaitReady();

        assertThat(List.of(committed, begun))
                .allSatisfy(each -> assertThat(outcomeOf(each).kind()).isNotEqualTo(Outcome.Kind.REJECTED));
        Await.until(
                "all have all, once", () -> ann.points(todo) == 7 && bob.points(todo) == 7 && cid.points(todo) == 7);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        cid.awaitSameAsServer();
    }

    private static boolean isAppending(Execution<?> record) {
        return ServerDatabase.isLogLocked()
                && database.requestBytesHeldBack() > 0
                && !ServerDatabase.isLogged(record.actionId());
    }

    @Test
    void nodesAndClientsContinueAfterTheDatabaseWasDown() {
        Device ann = world.member("ann").online().awaitSynced();
        Device bob = world.member("bob", strict.uri()).online().awaitSynced();
        String todo = ann.<String>does(world.todo("before")).result();
        Await.until("bob has it", () -> bob.has(todo));
        // A client that still waits for a delivery uploads nothing, so the server would not tell it that it is
        // unavailable.
        ann.awaitSynced();
        bob.awaitSynced();

        database.refuse();
        List<Execution<Long>> apart =
                List.of(ann.does(new AddPoints.Args(todo, 1)), bob.does(new AddPoints.Args(todo, 2)));
        Await.until("both nodes say that they are down", () -> isDown(node) && isDown(strict));
        Await.until(
                "both are told", () -> isToldThatTheServerIsUnavailable(ann) && isToldThatTheServerIsUnavailable(bob));
        Execution<Long> later = ann.does(new AddPoints.Args(todo, 4));
        assertThat(ann.points(todo)).isEqualTo(5);
        assertThat(ann.client().pending()).hasSize(2);

        database.acceptAgain();
        node.awaitReady();
        strict.awaitReady();
        assertThat(apart).allSatisfy(each -> assertThat(outcomeOf(each).kind()).isNotEqualTo(Outcome.Kind.REJECTED));
        assertThat(outcomeOf(later).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        Await.until("both have all, once", () -> ann.points(todo) == 7 && bob.points(todo) == 7);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(ann.client().status().problem()).isNull();

        ann.does(new AddPoints.Args(todo, 8));
        Await.until("bob receives the new record", () -> bob.points(todo) == 15);
    }

    private static boolean isDown(ServerProcess server) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.readiness();
        return answer.statusCode() == 503 && answer.body().contains("\"database\":\"false\"");
    }

    private static boolean isToldThatTheServerIsUnavailable(Device device) {
        SyncProblem problem = device.client().status().problem();
        return problem != null && problem.kind() == SyncProblem.Kind.SERVER_UNAVAILABLE;
    }

    @Test
    void commitWhoseAnswerIsLostCountsOnce() {
        Device ann = world.member("ann").online().awaitSynced();
        Device bob = world.member("bob", strict.uri()).online().awaitSynced();
        String todo = ann.<String>does(world.todo("committed")).result();
        Await.until("bob has it", () -> bob.has(todo));
        ann.awaitSynced();

        database.holdAnswersFrom("COMMIT");
        Execution<Long> added = ann.does(new AddPoints.Args(todo, 5));
        Await.until("the database has committed", () -> ServerDatabase.isLogged(added.actionId()));
        assertThat(ann.client().pending()).hasSize(1);
        database.loseAnswers();

        Await.until("ann is told", () -> ann.problems().contains(SyncProblem.Kind.SERVER_UNAVAILABLE));
        assertThat(outcomeOf(added)).isEqualTo(Outcome.APPLIED);
        Await.until("both have it, once", () -> ann.points(todo) == 5 && bob.points(todo) == 5);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }

    /** Ten seconds, or as long as {@code -Dnodes.duration=10m} says, with new todos and devices every ten seconds. */
    @Test
    void devicesThatAreOnlineAndDevicesThatAreLateByDaysAgreeInTheEnd() throws Exception {
        Duration duration = Duration.parse("PT" + System.getProperty("nodes.duration", "10s"));
        Duration round = duration.compareTo(ROUND) < 0 ? duration : ROUND;
        long end = System.nanoTime() + duration.toNanos();
        for (long seed = 1; seed == 1 || System.nanoTime() < end; seed++) {
            try (BusyDevices devices = new BusyDevices(List.of(node.uri(), strict.uri()), seed)) {
                devices.work(round);
            }
        }
    }
}
