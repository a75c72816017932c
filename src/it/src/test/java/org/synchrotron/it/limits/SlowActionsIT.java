package org.synchrotron.it.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.client.Execution;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.PonderTodo;
import org.synchrotron.it.todos.PonderTodo.Way;
import org.synchrotron.log.Outcome;

/** A node on which a run may take a second, and an action that takes longer. */
class SlowActionsIT {

    private static ServerProcess node;

    private World world;

    @BeforeAll
    static void start() {
        node = ServerProcess.start("node", ServerProcess.freePort(), Map.of("synchrotron.run.limit", "PT1S"));
        node.awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void begin() {
        world = new World(node.uri());
    }

    @AfterEach
    void end() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"SQL", "JAVA"})
    void recordThatTakesTooLongIsQuarantinedAndTheOthersGoOn(Way way) {
        Device ann = world.member("ann");
        String slow = ann.<String>does(world.todo("slow")).result();
        ann.does(new AddPoints.Args(slow, PonderTodo.MANY));
        Execution<Long> pondered = ann.does(new PonderTodo.Args(slow, way));
        String quick = ann.<String>does(world.todo("quick")).result();
        ann.online();

        Await.until("it is quarantined", () -> !ann.client().quarantined().isEmpty());
        ann.awaitSameAsServer();

        assertThat(ann.client().quarantined())
                .extracting(QuarantinedRecord::id, QuarantinedRecord::code)
                .containsExactly(tuple(pondered.actionId(), "too-slow"));
        assertThat(ann.points(slow)).isEqualTo(PonderTodo.MANY);
        assertThat(ann.has(quick)).isTrue();
    }

    @Test
    void recordThatTakesTooLongAgainKeepsWhatItDid() throws Exception {
        Device ann = world.member("ann");
        Device bob = world.member("bob");
        ann.lagging(Duration.ofHours(2));
        String todo = ann.<String>does(world.todo("pondered")).result();
        ann.online().awaitSynced();
        bob.online().awaitSynced();
        bob.offline();
        Execution<Long> late = bob.lagging(Duration.ofHours(1)).does(new AddPoints.Args(todo, PonderTodo.MANY));
        Execution<Long> pondered = ann.lagging(Duration.ZERO).does(new PonderTodo.Args(todo, Way.SQL));
        assertThat(Device.outcomeOf(pondered)).isEqualTo(Outcome.APPLIED);
        bob.online();

        assertThat(Device.outcomeOf(late)).isEqualTo(Outcome.APPLIED);
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(bob.points(todo)).isEqualTo(1);
        assertThat(Device.outcomeOf(pondered)).isEqualTo(Outcome.APPLIED);
        assertThat(node.readiness().body()).containsPattern("\"recordsTooSlow\":\"?1\\b");
    }

    @Test
    void actionThatNeverEndsHoldsNoLock() {
        neverEnds("dan");

        assertThatOthersWork();
    }

    /** Each loses its connection and its thread, which another one replaces. */
    @Test
    @EnabledIfSystemProperty(named = "attacks", matches = "all", disabledReason = "it waits; -Dattacks=all")
    void moreActionsThanUploadThreadsThatNeverEndLeaveThreadsForOthers() {
        neverEnds("eve");
        neverEnds("fay");
        neverEnds("gus");

        assertThatOthersWork();
    }

    private void neverEnds(String user) {
        Device device = world.member(user);
        String todo = device.<String>does(world.todo("of " + user)).result();
        device.does(new AddPoints.Args(todo, PonderTodo.MANY));
        device.online().awaitSynced();
        device.does(new PonderTodo.Args(todo, Way.DEAF));
    }

    private void assertThatOthersWork() {
        Device ann = world.member("ann");
        ann.does(world.todo("in spite of all"));
        Execution<String> quick = ann.online().does(world.todo("quick"));
        assertThat(quick.confirmation()).succeedsWithin(Duration.ofMinutes(2)).isEqualTo(Outcome.APPLIED);
    }
}
