package org.synchrotron.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.CuttableProxy;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.OwnDatabase;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.log.Outcome;

/** A node whose database loses its last commits while it runs: a backup is restored below it. */
@DisplayName("After its database was restored to an earlier state, a server")
class RestoreIT {

    private static OwnDatabase database;
    private static CuttableProxy connections;
    private static ServerProcess node;

    private World world;
    private Device ann;
    private Device bob;
    private String todo;

    @BeforeAll
    static void start() {
        database = new OwnDatabase();
        connections = CuttableProxy.inFrontOfDatabase();
        node = ServerProcess.start(
                        "restored", ServerProcess.freePort(), Map.of("synchrotron.db.url", connections.databaseUrl()))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        database.close();
        connections.close();
        node.close();
    }

    @BeforeEach
    void twoDevicesHoldWhatTheBackupHolds() {
        world = new World(node.uri());
        ann = world.member("ann").online().awaitSynced();
        bob = world.member("bob").online().awaitSynced();
        todo = ann.<String>does(world.todo("in the backup")).result();
        Await.until("bob has it", () -> bob.has(todo));
        ann.awaitSynced();
        bob.awaitSynced();
        whileNobodyIsConnected(database::backUp);
    }

    @AfterEach
    void end() {
        connections.acceptAgain();
        world.close();
    }

    private static void whileNobodyIsConnected(Runnable work) {
        connections.refuse();
        work.run();
        connections.acceptAgain();
        node.awaitReady();
    }

    @Test
    void getsTheLostRecordsBackFromTheirDevicesAlsoOnConnectionsThatWereOpenAllTheTime() {
        Execution<Long> lost = ann.does(new AddPoints.Args(todo, 5));
        assertThat(outcomeOf(lost)).isEqualTo(Outcome.APPLIED);
        Await.until("bob has it", () -> bob.points(todo) == 5);

        whileNobodyIsConnected(database::restore);

        Await.until("the server has it again", () -> ServerDatabase.isLogged(lost.actionId()));
        assertThat(ann.lost()).contains(lost.actionId());
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(ann.points(todo)).isEqualTo(5);
        assertThat(bob.points(todo)).isEqualTo(5);
    }

    @Test
    void getsThemBackAlsoAfterOthersHavePassedTheCursorOfTheirDevice() {
        Execution<Long> lost = ann.does(new AddPoints.Args(todo, 5));
        assertThat(outcomeOf(lost)).isEqualTo(Outcome.APPLIED);
        Execution<String> alsoLost = ann.does(world.todo("lost with it"));
        assertThat(outcomeOf(alsoLost)).isEqualTo(Outcome.APPLIED);
        ann.awaitSynced().offline();
        bob.offline();

        whileNobodyIsConnected(database::restore);
        Device other = world.another(bob).online().awaitSynced();
        for (int i = 0; i < 4; i++) {
            assertThat(outcomeOf(other.does(new AddPoints.Args(todo, 1)))).isEqualTo(Outcome.APPLIED);
        }
        bob.online().awaitSameAsServer();
        assertThat(bob.points(todo)).isEqualTo(4);
        assertThat(bob.has(alsoLost.result())).isFalse();
        ann.online();

        Await.until("the server has them again", () -> ServerDatabase.isLogged(alsoLost.actionId()));
        assertThat(ann.lost()).containsExactly(lost.actionId(), alsoLost.actionId());
        Await.until("bob has them again", () -> bob.points(todo) == 9 && bob.has(alsoLost.result()));
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        other.awaitSameAsServer();
        assertThat(ann.points(todo)).isEqualTo(9);
    }
}
