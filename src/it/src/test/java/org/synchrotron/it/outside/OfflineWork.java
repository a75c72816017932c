package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.CompleteTodo;
import org.synchrotron.it.todos.CreateTodo;
import org.synchrotron.it.todos.DeleteTodo;
import org.synchrotron.it.todos.FoundProject;
import org.synchrotron.it.todos.GuessPoints;
import org.synchrotron.it.todos.MovePoints;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.it.todos.WriteNote;
import org.synchrotron.log.Outcome;

/** Offline work of several users is merged, and each user is told the outcome of each record. */
interface OfflineWork {

    World world();

    @Test
    default void offlineWorkOfTwoUsersIsMerged() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        String milk = ann.<String>does(world().todo("milk")).result();
        ann.does(new CompleteTodo.Args(milk));
        String bread = bob.<String>does(world().todo("bread")).result();
        String cake = bob.<String>does(world().todo("cake")).result();
        bob.does(new DeleteTodo.Args(cake));
        bob.does(new WriteNote.Args("diary", "ate the cake"));

        ann.online().awaitSynced();
        bob.online().awaitSynced();

        Await.until("ann has bob's bread", () -> ann.has(bread));
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(ann.has(cake)).isFalse();
        assertThat(bob.row(milk)).containsEntry("state", "done");
        assertThat(ann.rows()).hasSize(2);
        assertThat(bob.rows()).hasSize(3);
    }

    @Test
    default void additionsOfTwoUsersAddUp() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        String todo = ann.<String>does(world().todo("count")).result();
        ann.online().awaitSynced();
        bob.online().awaitSynced();
        ann.offline();
        bob.offline();

        ann.does(new AddPoints.Args(todo, 3));
        bob.does(new AddPoints.Args(todo, 4));
        ann.online().awaitSynced();
        bob.online().awaitSynced();

        Await.until("ann sees the sum", () -> ann.points(todo) == 7);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }

    @Test
    default void projectIsFoundedOfflineWithItsMembersAndWorkedIn() {
        Device ann = world().member("ann");
        Device bob = world().member("bob").online().awaitSynced();
        Device cid = world().member("cid").online().awaitSynced();
        String project = ann.<String>does(new FoundProject.Args(List.of(ann.user(), bob.user())))
                .result();
        String first =
                ann.<String>does(new CreateTodo.Args(project, "first", "begin")).result();
        Execution<Long> points = ann.does(new AddPoints.Args(first, 3));

        ann.online().awaitSynced();
        assertThat(outcomeOf(points)).isEqualTo(Outcome.APPLIED);
        Await.until("bob has the first todo, without a new connection", () -> bob.has(first));
        bob.does(new CompleteTodo.Args(first));
        String second = bob.<String>does(new CreateTodo.Args(project, "second", "go on"))
                .result();
        Await.until("ann has bob's todo", () -> ann.has(second));

        bob.offline().online().awaitSynced();
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(ann.row(first)).containsEntry("state", "done");
        assertThat(cid.has(first)).isFalse();
        assertThat(cid.holdsOnDisk(project)).isFalse();
    }

    @Test
    default void changesReachAnotherOnlineDeviceAtOnce() {
        Device ann = world().member("ann").online().awaitSynced();
        Device bob = world().member("bob").online().awaitSynced();

        String todo = ann.<String>does(world().todo("pushed")).result();
        Await.until("bob has it", () -> bob.has(todo));
        bob.does(new RenameTodo.Args(todo, "pushed back"));
        Await.until("ann has it", () -> ann.text(todo).equals("pushed back"));
    }

    @Test
    default void newDeviceReadsTheHistoryFromItsBeginning() {
        Device ann = world().member("ann").online();
        String todo = ann.<String>does(world().todo("old")).result();
        ann.does(new AddPoints.Args(todo, 2));
        ann.does(new WriteNote.Args("diary", "mine"));
        ann.awaitSynced();

        Device tablet = world().another(ann).online();
        tablet.awaitSameAsServer();
        assertThat(tablet.rows()).isEqualTo(ann.rows());
    }

    @Test
    default void restartedDeviceKeepsItsPendingWorkAndIsToldTheOutcome() {
        Device ann = world().member("ann");
        Execution<String> created = ann.does(world().todo("kept"));
        ann.switchOff();
        ann.switchOn();
        assertThat(ann.client().pending()).hasSize(1);

        ann.online().awaitSynced();
        assertThat(ann.client().confirmation(created.actionId()).toCompletableFuture())
                .isCompletedWithValue(Outcome.APPLIED);
        ann.awaitSameAsServer();
    }

    @Test
    default void recordWithTheSameEffectsOnTheServerIsApplied() {
        Device ann = world().member("ann");
        Execution<String> created = ann.does(world().todo("plain"));
        ann.online();
        assertThat(outcomeOf(created)).isEqualTo(Outcome.APPLIED);
    }

    @Test
    default void recordWithOtherEffectsOnTheServerIsAdaptedAndTheServersEffectsCount() {
        Device ann = world().member("ann");
        Device bob = world().member("bob").online();
        String todo = ann.<String>does(world().todo("a guess")).result();
        Execution<Long> guess = ann.does(new GuessPoints.Args(todo));
        ann.online();

        assertThat(outcomeOf(guess)).isEqualTo(Outcome.ADAPTED);
        ann.awaitSameAsServer();
        Await.until("bob has the guess", () -> bob.has(todo) && bob.points(todo) == ann.points(todo));
        assertThat(ann.points(todo)).isNotEqualTo(guess.result());
    }

    @Test
    default void recordThatIsNoLongerPossibleIsRejectedWithTheReason() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        String purse = ann.<String>does(world().todo("purse")).result();
        String hat = ann.<String>does(world().todo("hat")).result();
        ann.does(new AddPoints.Args(purse, 10));
        ann.online().awaitSynced();
        bob.online().awaitSynced();
        ann.offline();
        bob.offline();

        Execution<Void> first = ann.does(new MovePoints.Args(purse, hat, 7));
        Execution<Void> second = bob.does(new MovePoints.Args(purse, hat, 8));
        ann.online().awaitSynced();
        bob.online();

        assertThat(outcomeOf(first)).isEqualTo(Outcome.APPLIED);
        assertThat(outcomeOf(second).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(outcomeOf(second).reason()).extracting("code").isEqualTo("not-enough");
        bob.awaitSameAsServer();
        assertThat(bob.points(purse)).isEqualTo(3);
        assertThat(bob.points(hat)).isEqualTo(7);
    }
}
