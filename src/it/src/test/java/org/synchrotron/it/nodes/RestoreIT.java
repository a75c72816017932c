package org.synchrotron.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.OwnPostgres;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.log.Outcome;

/**
 * A node whose PostgreSQL is stopped, restored or replaced while it runs, by the steps of the page for operators. Two devices are online all the
 * time; one is offline with work that was accepted, one with work that was not.
 */
@DisplayName("A server")
class RestoreIT {

    private static OwnPostgres postgres;
    private static ServerProcess node;

    private World world;
    private Device ann;
    private Device bob;
    private Device cem;
    private Device dora;
    private String todo;
    private long points;

    @BeforeAll
    static void start() {
        postgres = new OwnPostgres();
        node = ServerProcess.start("restored", ServerProcess.freePort(), Map.of("synchrotron.db.url", postgres.url()))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        postgres.close();
        node.close();
    }

    @BeforeEach
    void devicesAgree() {
        world = new World(node.uri());
        ann = world.member("ann").online().awaitSynced();
        bob = world.member("bob").online().awaitSynced();
        cem = world.member("cem").online().awaitSynced();
        dora = world.member("dora").online().awaitSynced();
        todo = ann.<String>does(world.todo("before all")).result();
        everybody().forEach(each -> Await.until(each.user() + " has it", () -> each.has(todo)));
        everybody().forEach(Device::awaitSynced);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private List<Device> everybody() {
        return List.of(ann, bob, cem, dora);
    }

    /** Work that is lost: of devices that are online, and of one that is offline then, as is one that has pending work. */
    private List<Execution<Long>> work() {
        List<Execution<Long>> accepted =
                Stream.of(ann, bob, cem, ann).map(this::accepted).toList();
        everybody().forEach(each -> Await.until(each.user() + " has all", () -> each.points(todo) == points));
        everybody().forEach(Device::awaitSynced);
        cem.offline();
        dora.offline();
        addsPoints(dora);
        return accepted;
    }

    private Execution<Long> accepted(Device device) {
        Execution<Long> work = addsPoints(device);
        assertThat(outcomeOf(work).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        return work;
    }

    /** Each time others, so that their sum tells what is there. */
    private Execution<Long> addsPoints(Device device) {
        long added = points + 1;
        points += added;
        return device.does(new AddPoints.Args(todo, added));
    }

    /** Everybody holds what the server holds, which is all that was ever accepted. Prints how long that took. */
    private void assertNothingIsLost(String fault, long back, List<Execution<Long>> accepted) {
        cem.online();
        dora.online();
        accepted.forEach(each -> Await.until("the server has it", () -> ServerDatabase.isLogged(each.actionId())));
        everybody().forEach(each -> Await.until(each.user() + " has all", () -> each.points(todo) == points));
        everybody().forEach(Device::awaitSameAsServer);
        Duration drained = Duration.ofNanos(System.nanoTime() - back);
        System.out.println("[restore] " + fault + ": " + drained.toMillis()
                + " ms from the database being back until all devices held what it holds");
    }

    @Test
    void whosePostgresqlEndsWithoutWarningLosesNothing() {
        List<Execution<Long>> accepted = work();

        postgres.stopAtOnce();
        addsPoints(bob);
        postgres.start();

        assertNothingIsLost("ended without warning", System.nanoTime(), accepted);
        assertThat(everybody()).allSatisfy(each -> assertThat(each.lost()).isEmpty());
    }

    @Test
    void whoseBaseBackupIsRestoredGetsTheLostRecordsBack() throws Exception {
        Path backup = postgres.backUp();
        List<Execution<Long>> lost = work();

        postgres.stopAtOnce();
        postgres.restore(backup);

        assertNothingIsLost("restored from a base backup", System.nanoTime(), lost);
        assertTold(lost);
        assertThat(node.log()).contains("The database has lost the end of the log", "clients were sent all rows");
        assertThat(node.readiness().body()).contains("\"logsReplaced\":", "\"clientsSentToRows\":");
    }

    @Test
    void tellsADeviceThatItMayHaveLostMoreThanTheDeviceKeeps() {
        ann.running(builder -> builder.keepHistory(Duration.ZERO).keepOwn(Duration.ZERO))
                .online()
                .awaitSynced();
        Path backup = postgres.backUp();
        Execution<Long> forgotten = accepted(ann);
        Execution<Long> latest = accepted(ann);
        Await.until("only the latest is kept", () -> !ann.keeps(forgotten.actionId()));

        postgres.stopAtOnce();
        postgres.restore(backup);

        Await.until("the server has the latest", () -> ServerDatabase.isLogged(latest.actionId()));
        ann.awaitSameAsServer();
        bob.awaitSameAsServer();
        assertThat(ann.lost()).containsExactly(latest.actionId());
        assertThat(ann.mayHaveLostMore()).isTrue();
        assertThat(ServerDatabase.isLogged(forgotten.actionId())).isFalse();
    }

    /** As before, and others have passed the cursor of a device that was offline. */
    @Test
    void getsTheLostRecordsBackAlsoAfterOthersHavePassedTheCursorOfTheirDevice() {
        Path backup = postgres.backUp();
        List<Execution<Long>> lost = work();
        bob.offline();
        ann.offline();

        postgres.stopAtOnce();
        postgres.restore(backup);
        Device other = world.another(bob).online().awaitSynced();
        List<Execution<Long>> passing =
                Stream.generate(() -> accepted(other)).limit(6).toList();
        long back = System.nanoTime();
        ann.online();
        bob.online();

        assertNothingIsLost(
                "passed by others",
                back,
                Stream.concat(lost.stream(), passing.stream()).toList());
        assertTold(lost);
        other.awaitSameAsServer();
    }

    @Test
    void ofACopyWithItsOwnEpochTakesNoDeviceOfTheOriginal() throws Exception {
        List<Execution<Long>> accepted;
        try (OwnPostgres.Copy copy = postgres.copy(postgres.backUp())) {
            accepted = work();
            copy.takeOver();
            Await.until("ann is refused", () -> ann.problems().contains(SyncProblem.Kind.OTHER_SERVER));

            Device eve = world.member("eve").online().awaitSynced();
            assertThat(outcomeOf(eve.does(world.todo("of the copy")))).isEqualTo(Outcome.APPLIED);
            eve.awaitSameAsServer();
        }
        long back = System.nanoTime();
        ann.offline().online();
        bob.offline().online();
        assertNothingIsLost("back from another server", back, accepted);
        assertThat(everybody()).allSatisfy(each -> assertThat(each.lost()).isEmpty());
    }

    private void assertTold(List<Execution<Long>> lost) {
        assertThat(ann.lost())
                .containsExactly(lost.get(0).actionId(), lost.get(3).actionId());
        assertThat(bob.lost()).containsExactly(lost.get(1).actionId());
        assertThat(cem.lost()).containsExactly(lost.get(2).actionId());
        assertThat(dora.lost()).isEmpty();
    }

    @Test
    void thatIsRestoredToAMomentGetsBackWhatCameAfterIt() {
        Path backup = postgres.backUp();
        Execution<Long> kept = accepted(ann);
        String moment = postgres.now();
        List<Execution<Long>> lost = work();

        postgres.archiveAll();
        postgres.stopAtOnce();
        postgres.restore(backup, moment);
        long back = System.nanoTime();

        assertThat(ServerDatabase.isLogged(kept.actionId())).isTrue();
        assertNothingIsLost("restored to a moment", back, lost);
        assertTold(lost);
    }

    @Test
    void whoseStandbyTakesOverWithoutTheLastCommitsGetsThemBack() {
        OwnPostgres.Standby standby = postgres.standby();
        Execution<Long> kept = accepted(ann);
        standby.cutOff();
        List<Execution<Long>> lost = work();

        postgres.stopAtOnce();
        standby.takeOver();
        long back = System.nanoTime();

        assertThat(ServerDatabase.isLogged(kept.actionId())).isTrue();
        assertNothingIsLost("a standby that lagged took over", back, lost);
        assertTold(lost);
    }
}
