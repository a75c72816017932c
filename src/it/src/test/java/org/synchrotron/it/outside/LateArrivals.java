package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.CompleteTodo;
import org.synchrotron.it.todos.DeleteTodo;
import org.synchrotron.it.todos.DoublePoints;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.log.Outcome;

/** A late record takes effect at its place in replay order, and the records after it run again. */
interface LateArrivals {

    Duration LONG_AGO = Duration.ofMinutes(10);
    Duration EARLIER = Duration.ofMinutes(5);

    World world();

    /** {@return a todo that was created long ago and that both devices have} */
    private String oldTodo(Device maker, Device other) {
        maker.lagging(LONG_AGO);
        String todo = maker.<String>does(world().todo("old")).result();
        maker.does(new AddPoints.Args(todo, 3));
        maker.online().awaitSynced();
        other.online().awaitSynced();
        other.offline();
        maker.lagging(Duration.ZERO);
        return todo;
    }

    @Test
    default void lateRecordCausesOneCorrection() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        String todo = oldTodo(bob, ann);

        Execution<Long> late = ann.lagging(EARLIER).does(new AddPoints.Args(todo, 4));
        Execution<Long> doubled = bob.does(new DoublePoints.Args(todo));
        bob.awaitSynced();
        assertThat(late.result()).isEqualTo(7);
        assertThat(doubled.result()).isEqualTo(6);
        ann.online().awaitSynced();

        Await.until("bob's device has the points of both", () -> bob.points(todo) == 14);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(ann.points(todo)).isEqualTo(14);
        assertThat(ServerDatabase.corrections(doubled.actionId())).isEqualTo(1);
        assertThat(outcomeOf(late)).isEqualTo(Outcome.APPLIED);

        Device newcomer = world().member("cid").online();
        newcomer.awaitSameAsServer();
        assertThat(newcomer.points(todo)).isEqualTo(14);
    }

    @Test
    default void lateRecordCanRejectARecordThatWasApplied() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        String todo = oldTodo(bob, ann);

        Execution<Void> late = ann.lagging(EARLIER).does(new CompleteTodo.Args(todo));
        Execution<Void> first = bob.does(new CompleteTodo.Args(todo));
        assertThat(outcomeOf(first)).isEqualTo(Outcome.APPLIED);
        ann.online();

        assertThat(outcomeOf(late)).isEqualTo(Outcome.APPLIED);
        Await.until(
                "bob is told that he was second",
                () -> bob.client()
                                .confirmation(first.actionId())
                                .toCompletableFuture()
                                .getNow(Outcome.APPLIED)
                                .kind()
                        == Outcome.Kind.REJECTED);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }

    @Test
    default void withdrawnRecordIsANoOpOnAllDevicesAlsoForWorkThatIsPending() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        String todo = oldTodo(bob, ann);
        ann.online();
        Execution<Long> stolen = bob.does(new AddPoints.Args(todo, 100));
        bob.awaitSynced();
        Await.until("ann's device has them", () -> ann.points(todo) == 103);
        ann.offline();
        ann.does(new DoublePoints.Args(todo));

        ServerDatabase.withdraw(stolen.actionId(), "Bob's phone was stolen.");

        Await.until("the points are gone from bob's device", () -> bob.points(todo) == 3);
        Await.until(
                "bob is told",
                () -> Outcome.withdrawn("Bob's phone was stolen.")
                        .equals(bob.client()
                                .confirmation(stolen.actionId())
                                .toCompletableFuture()
                                .getNow(Outcome.APPLIED)));
        ann.online().awaitSynced();
        Await.until("ann's work goes without them", () -> ann.points(todo) == 6);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }

    @Test
    default void lateDeletionDeletesARowThatOthersChangedSince() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        String todo = oldTodo(bob, ann);

        ann.lagging(EARLIER).does(new DeleteTodo.Args(todo));
        bob.does(new RenameTodo.Args(todo, "still there"));
        bob.does(new AddPoints.Args(todo, 1));
        bob.awaitSynced();
        ann.online().awaitSynced();

        Await.until("the todo is gone from bob's device", () -> !bob.has(todo));
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(ann.has(todo)).isFalse();
    }

    @Test
    default void threeDevicesConvergeAfterOfflineWork() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        Device cid = world().member("cid");
        String todo = oldTodo(bob, ann);
        cid.online().awaitSynced();
        cid.offline();
        bob.offline();

        for (int minute = 1; minute < 5; minute++) {
            ann.lagging(EARLIER.minusMinutes(minute)).does(new AddPoints.Args(todo, minute));
            bob.lagging(EARLIER.minusMinutes(minute).minusSeconds(20)).does(new DoublePoints.Args(todo));
            cid.lagging(EARLIER.minusMinutes(minute).minusSeconds(40))
                    .does(new RenameTodo.Args(todo, "text " + minute));
        }
        cid.online();
        ann.online();
        bob.online();
        cid.awaitSynced();
        ann.awaitSynced();
        bob.awaitSynced();

        // ((((3 + 1) * 2 + 2) * 2 + 3) * 2 + 4) * 2
        Await.until(
                "all have the points",
                () -> ann.points(todo) == 100 && bob.points(todo) == 100 && cid.points(todo) == 100);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        cid.awaitSameAsServer();
        assertThat(bob.text(todo)).isEqualTo("text 4");
    }
}
