package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.CuttableProxy;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.log.Outcome;

/** The network breaks, stalls and recovers. Nothing is lost, and nothing counts twice. */
interface BrokenNetwork {

    int KILOBYTE = 1000;

    World world();

    @Test
    default void uploadWhoseAnswerIsLostCountsOnce() {
        CuttableProxy network = world().network();
        Device ann = world().member("ann", network.through(world().server()));
        String todo = ann.<String>does(world().todo("once")).result();
        ann.online().awaitSynced();

        network.holdAnswers();
        Execution<Long> added = ann.does(new AddPoints.Args(todo, 5));
        Await.until("the server has accepted the upload", () -> ServerDatabase.isLogged(added.actionId()));
        assertThat(ann.client().pending()).hasSize(1);
        network.loseAnswers();

        assertThat(outcomeOf(added)).isEqualTo(Outcome.APPLIED);
        ann.awaitSameAsServer();
        assertThat(ann.points(todo)).isEqualTo(5);
        assertThat(ann.problems()).contains(SyncProblem.Kind.CONNECTION_LOST);
    }

    @Test
    default void clientReconnectsOnceTheNetworkIsBackAndWorksMeanwhile() {
        CuttableProxy network = world().network();
        Device ann = world().member("ann", network.through(world().server()))
                .online()
                .awaitSynced();

        network.refuse();
        int before = network.connections();
        String todo = ann.<String>does(world().todo("meanwhile")).result();
        Await.until("it has tried again", () -> network.connections() >= before + 2);
        assertThat(ann.client().status().connection()).isEqualTo(Connection.CONNECTING);
        assertThat(ann.has(todo)).isTrue();
        network.acceptAgain();

        ann.awaitSynced();
        ann.awaitSameAsServer();
        assertThat(ann.problems()).contains(SyncProblem.Kind.UNREACHABLE);
    }

    @Test
    default void repeatedCutsLoseAndDuplicateNothing() {
        CuttableProxy network = world().network();
        Device ann = world().member("ann", network.through(world().server()));
        Device bob = world().member("bob", network.through(world().server())).online();
        String todo = ann.<String>does(world().todo("shaken")).result();
        ann.online().awaitSynced();
        Await.until("bob has it", () -> bob.has(todo));

        List<Execution<Long>> additions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            additions.add((i % 2 == 0 ? ann : bob).does(new AddPoints.Args(todo, 1)));
            if (i % 6 == 5) {
                network.cut();
            }
        }

        additions.forEach(each -> assertThat(outcomeOf(each).kind()).isNotEqualTo(Outcome.Kind.REJECTED));
        Await.until("both have all", () -> ann.points(todo) == 60 && bob.points(todo) == 60);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }

    @Test
    default void stalledSessionGetsLittleDataAndCatchesUpLater() {
        CuttableProxy network = world().network();
        Device ann = world().member("ann").online().awaitSynced();
        Device bob = world().member("bob", network.through(world().server())).online();
        String todo = ann.<String>does(world().todo("long")).result();
        Await.until("bob has it", () -> bob.has(todo));
        bob.awaitSynced();

        network.holdAnswers();
        int texts = 30;
        for (int i = 0; i < texts; i++) {
            assertThat(outcomeOf(ann.does(new RenameTodo.Args(todo, i + "x".repeat(450)))))
                    .isEqualTo(Outcome.APPLIED);
        }
        Await.until("bob's network holds something back", () -> network.bytesHeldBack() > 0);
        assertThat(network.bytesHeldBack()).isLessThan(10L * KILOBYTE);
        network.releaseAnswers();

        Await.until("bob has the last text", () -> bob.text(todo).equals(ann.text(todo)));
        bob.awaitSameAsServer();
        assertThat(bob.problems()).isEmpty();
    }

    /** No connection lasts for as many bytes as all rows have. */
    @Test
    default void firstSyncGoesOnWhereItWasCut() {
        ServerDatabase.manyTodos(world().project(), 4_000);
        CuttableProxy network = world().network();
        Device ann = world().member("ann", network.through(world().server()));
        int most = 1000 * KILOBYTE;

        network.resetAfter(most);
        ann.online();
        AtomicInteger connections = new AtomicInteger(1);
        Await.until("all rows have come", () -> {
            if (connections.getAndSet(Math.max(1, network.connections())) < network.connections()) {
                network.resetAfter(most);
            }
            return ann.client().status().isSynced();
        });

        ann.awaitSameAsServer();
        assertThat(ann.rows()).hasSizeGreaterThanOrEqualTo(4_000);
        assertThat(connections.get()).isGreaterThan(2);
    }
}
