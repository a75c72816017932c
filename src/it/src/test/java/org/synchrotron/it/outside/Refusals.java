package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.CompleteTodo;
import org.synchrotron.it.todos.CreateTodo;
import org.synchrotron.it.todos.LaxCreateTodo;
import org.synchrotron.it.todos.Shout;
import org.synchrotron.log.Outcome;

/** Wrong input is reported, and the device continues to work. */
interface Refusals {

    World world();

    @Test
    default void forgedTokenIsRefusedAndAValidOneIsAcceptedLater() {
        Device ann = world().member("ann");
        ann.token(() -> Tokens.forged(ann.user())).online();
        Await.until("ann is told", () -> ann.problems().contains(SyncProblem.Kind.TOKEN_REFUSED));
        Execution<String> created = ann.does(world().todo("offline, then"));
        assertThat(ann.client().pending()).hasSize(1);

        ann.token(() -> Tokens.of(ann.user()));
        assertThat(outcomeOf(created)).isEqualTo(Outcome.APPLIED);
    }

    @Test
    default void tokenOfAnotherUserIsRefused() {
        Device ann = world().member("ann");
        Device bob = world().member("bob");
        ann.does(world().todo("not bob's"));
        ann.token(() -> Tokens.of(bob.user())).online();
        Await.until("ann is told", () -> ann.problems().contains(SyncProblem.Kind.OTHER_USER));
        assertThat(ann.client().pending()).hasSize(1);
    }

    @Test
    default void deviceWorksOfflineWhileNoServerListens() {
        URI nobody = URI.create("ws://127.0.0.1:" + ServerProcess.freePort() + "/todos");
        Device ann = world().member("ann", nobody).online();
        Await.until("ann is told", () -> ann.problems().contains(SyncProblem.Kind.UNREACHABLE));
        String todo = ann.<String>does(world().todo("offline")).result();
        assertThat(ann.has(todo)).isTrue();

        ann.restartAt(world().server()).online().awaitSynced();
        ann.awaitSameAsServer();
    }

    @Test
    default void wrongPathIsReportedAsWrongEndpoint() {
        URI elsewhere = world().server().resolve("/nowhere");
        Device ann = world().member("ann", elsewhere).online();
        Await.until("ann is told", () -> ann.problems().contains(SyncProblem.Kind.WRONG_ENDPOINT));
        Await.until("the status says so, between attempts", () -> {
            SyncProblem problem = ann.client().status().problem();
            return problem != null && problem.message().contains("/nowhere");
        });
    }

    @Test
    default void rowChangesOfARetiredActionAreAccepted() {
        Device ann = world().member("ann");
        Device bob = world().member("bob").online();
        String todo = ann.<String>does(world().todo("whispered")).result();
        Execution<Void> shout = ann.does(new Shout.Args(todo));
        ann.online();

        assertThat(outcomeOf(shout)).isEqualTo(Outcome.APPLIED);
        Await.until("bob has it", () -> bob.has(todo) && bob.text(todo).equals("SHOUTED"));
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
    }

    @Test
    default void invalidArgumentsAreRefusedOnTheDevice() {
        Device ann = world().member("ann");
        assertThatThrownBy(() -> ann.does(new CreateTodo.Args(" ", "key", "text")))
                .isInstanceOf(InvalidArguments.class)
                .hasMessageContaining("projectId");
        assertThatThrownBy(() -> ann.does(world().todo("x".repeat(501)))).isInstanceOf(InvalidArguments.class);
        assertThatThrownBy(() -> ann.does(new CompleteTodo.Args("no todo's id")))
                .isInstanceOf(ActionRejected.class);
        assertThat(ann.client().pending()).isEmpty();
        assertThat(ann.rows()).isEmpty();
    }

    @Test
    default void invalidArgumentsOfAnotherProgramAreRejectedOnTheServer() {
        Device ann = world().member("ann").running(new LaxCreateTodo());
        Execution<String> tooLong = ann.does(new LaxCreateTodo.Args(world().project(), "key", "x".repeat(501)));
        ann.online();

        Outcome outcome = outcomeOf(tooLong);
        assertThat(outcome.reason()).extracting("code").isEqualTo(InvalidArguments.CODE);
        ann.awaitSameAsServer();
        assertThat(ann.has(tooLong.result())).isFalse();
    }

    @Test
    default void deviceWithAClockFarAheadRestampsItsRecordsAndLosesNothing() {
        Device ann = world().member("ann").lagging(Duration.ofHours(-2));
        Execution<String> future = ann.does(world().todo("from the future"));
        ann.online();

        assertThat(outcomeOf(future)).isEqualTo(Outcome.APPLIED);
        ann.awaitSameAsServer();
    }
}
