package org.synchrotron.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.it.kit.Device.decided;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.Shout;
import org.synchrotron.log.Outcome;

/** Two nodes on one database; one of them is killed and comes back, the other takes no actions that it does not know. */
class NodesIT {

    private static final int PORT = ServerProcess.freePort();
    private static ServerProcess node;
    private static ServerProcess strict;

    private World world;

    @BeforeAll
    static void start() {
        node = ServerProcess.start("node", PORT, Map.of());
        strict = ServerProcess.start(
                "strict", ServerProcess.freePort(), Map.of("synchrotron.unknown-actions", "refuse"));
        node.awaitReady();
        strict.awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        strict.close();
    }

    @BeforeEach
    void begin() {
        world = new World(node.uri());
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aCommitOnOneNodeReachesTheClientsOfTheOther() {
        Device ann = world.member("ann").online().awaitSynced();
        Device bob = world.member("bob", strict.uri()).online().awaitSynced();

        String todo = ann.<String>does(world.todo("from node to node")).result();
        Await.until("bob has it", () -> bob.has(todo));
        bob.does(new AddPoints.Args(todo, 5));
        Await.until("ann has it", () -> ann.points(todo) == 5);
        bob.awaitSameAsServer();
    }

    @Test
    void aNodeThatTakesNoUnknownActionsSaysSoAndTheDeviceGoesOn() {
        Device ann = world.member("ann", strict.uri()).online();
        Device bob = world.member("bob").online().awaitSynced();
        String todo = ann.<String>does(world.todo("known")).result();
        ann.awaitSynced();
        ann.does(new Shout.Args(todo));
        Await.until("ann is told", () -> ann.problems().contains(SyncProblem.Kind.UPLOAD_REFUSED));

        Await.until("bob has the todo", () -> bob.has(todo));
        bob.does(new AddPoints.Args(todo, 2));
        Await.until("ann receives nevertheless", () -> ann.points(todo) == 2);
        assertThat(ann.text(todo)).isEqualTo("SHOUTED");
        assertThat(ann.client().pending()).hasSize(1);
    }

    @Test
    void clientsOutliveTheServer() {
        Device ann = world.member("ann").online().awaitSynced();
        Device bob = world.member("bob", strict.uri()).online().awaitSynced();
        String todo = ann.<String>does(world.todo("before")).result();
        Await.until("bob has it", () -> bob.has(todo));

        node.kill();
        Await.until("ann's connection is lost", () -> ann.client().status().connection() != Connection.ONLINE);
        Execution<Long> apart = ann.does(new AddPoints.Args(todo, 1));
        Execution<Long> meanwhile = bob.does(new AddPoints.Args(todo, 2));
        assertThat(decided(meanwhile)).isEqualTo(Outcome.APPLIED);
        node.close();
        node = ServerProcess.start("node", PORT, Map.of()).awaitReady();

        assertThat(decided(apart).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        Await.until("both have both", () -> ann.points(todo) == 3 && bob.points(todo) == 3);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }
}
