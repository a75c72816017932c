package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.EverywhereActions.AddAll;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.SlowAction;
import org.synchrotron.server.kit.SlowAction.Kind;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.TimedServer;
import org.synchrotron.server.log.Conflicts;
import org.synchrotron.server.log.PostgresSql;

/** Ann and Bob share the item a, in which a slow action is slow once it has much. */
@DisplayName("A run that takes too long")
@Timeout(120)
class RunLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TimedServer timed = new TimedServer();
    private final TestServer server = timed.server;
    private final Replica ann = new Replica(server, "ann", "ann-1");
    private final Replica bob = new Replica(server, "bob", "bob-1");
    private final Replica cid = new Replica(server, "cid", "cid-1");

    @BeforeEach
    void thereIsAnItem() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
    }

    @AfterEach
    void theLogIsTrue() {
        try (timed) {
            SlowAction.release();
            assertThat(server.missingChanges()).isEmpty();
        }
    }

    private List<String> values() {
        return server.database.rows("select id, x from items order by id");
    }

    private List<String> outcomes() {
        return server.database.rows(
                "select outcome from synchrotron.action_records where client_id <> 'server' order by server_ingest_id");
    }

    private LogEntry slow(Replica author, long at, int n, Kind kind) {
        return author.at(at, new SlowAction.Args("a", n, kind));
    }

    /** Ann's record at 20 added 5; a late one makes it slow. */
    private LogEntry annsRecordBecomesSlow(Kind kind) {
        LogEntry slow = slow(ann, 20, 5, kind);
        ann.sync(slow);
        assertThat(bob.sync(bob.at(10, new Add.Args("a", 1_000)))).isInstanceOf(Accepted.class);
        return slow;
    }

    private static void untilRuns(int runs) {
        long began = System.nanoTime();
        while (SlowAction.runs() < runs) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DEAF", "DRY_RUN"})
    void isEndedAndStoresNothing(Kind kind) {
        ann.sync(ann.at(1, new Add.Args("a", SlowAction.MUCH)));
        LogEntry slow = slow(ann, 2, 5, kind);

        assertThatThrownBy(() -> ann.send(slow)).isInstanceOfSatisfying(ActionTooSlow.class, tooSlow -> {
            assertThat(tooSlow.record()).isEqualTo(slow.record().id());
            assertThat(tooSlow).hasMessageContaining("slow_v1").hasMessageContaining("20000 ms");
        });

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(values()).containsExactly("(a,101)");
        assertThat(outcomes()).hasSize(2);
        ann.sync(ann.at(3, new Add.Args("a", 1)));
        assertThat(values()).as("the connection can be used").containsExactly("(a,102)");
        assertThat(timed.found).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DEAF", "DRY_RUN"})
    void whenItRunsAgainKeepsWhatItDidBefore(Kind kind) {
        LogEntry slow = annsRecordBecomesSlow(kind);

        assertThat(values()).as("what it did: x is 6").containsExactly("(a,6)");
        assertThat(outcomes()).containsOnly("(adapted)").hasSize(3);
        assertThat(timed.found).singleElement().satisfies(found -> {
            assertThat(found.record()).isEqualTo(slow.record().id());
            assertThat(found.tag()).isEqualTo("slow_v1");
        });
    }

    @Test
    void whenItRunsAgainMakesOthersRunAgainAfterIt() {
        ann.sync(slow(ann, 20, 5, Kind.SQL), ann.at(30, new Add.Args("a", 2)));
        bob.sync(bob.at(10, new Add.Args("a", 1_000)), bob.at(40, new Add.Args("a", 10)));
        assertThat(values()).containsExactly("(a,18)");
        assertThat(outcomes()).doesNotContain("(rejected)");
    }

    @Test
    void isNotTriedAgainForAnHour() {
        annsRecordBecomesSlow(Kind.SQL);
        int runs = SlowAction.runs();

        bob.sync(bob.at(11, new Add.Args("a", 1)));
        assertThat(SlowAction.runs()).isEqualTo(runs);
        assertThat(values()).containsExactly("(a,6)");
        assertThat(timed.found).hasSize(1);

        server.time.addAndGet(RunLimits.REMEMBERED.toMillis());
        bob.sync(bob.at(12, new Add.Args("a", -1_001)));
        assertThat(values()).as("it is quick again, and sees the late ones").containsExactly("(a,6)");
        assertThat(SlowAction.runs()).isEqualTo(runs + 1);
        bob.sync(bob.at(13, new Add.Args("a", 50)));
        assertThat(values()).containsExactly("(a,56)");
    }

    @Test
    void ofOneActionIsEnoughThreeTimes() {
        for (int i = 0; i < 10; i++) {
            ann.sync(ann.at(1, new Create.Args("b" + i, "p", 1)));
            ann.sync(ann.at(20 + i, new SlowAction.Args("b" + i, 5, Kind.SQL)));
        }
        int runs = SlowAction.runs();
        assertThat(bob.sync(bob.at(10, new AddAll.Args(1_000)))).isInstanceOf(Accepted.class);
        assertThat(timed.found).hasSize(RunLimits.MOST_OF_ONE_ACTION);
        assertThat(SlowAction.runs()).isEqualTo(runs + RunLimits.MOST_OF_ONE_ACTION);
        assertThat(server.database.rows("select x from items where id <> 'a'")).containsOnly("(6)");
    }

    @Test
    void whenItRunsAgainStaysRejectedIfItWas() {
        ann.sync(ann.at(1, new Add.Args("a", -10)), slow(ann, 20, 5, Kind.SQL));
        bob.sync(bob.at(10, new Add.Args("a", 1_000)));
        assertThat(timed.found).hasSize(1);
        assertThat(values()).containsExactly("(a,991)");
        assertThat(outcomes()).containsExactly("(adapted)", "(adapted)", "(rejected)", "(adapted)");
    }

    @Test
    void keepsWhatItDidInHiddenRowsToo() {
        cid.sync(cid.at(1, new Create.Args("q", "q", 20)));
        ann.sync(ann.at(20, new SlowAction.Everywhere.Args(5)));
        cid.receive();
        assertThat(values()).containsExactly("(a,6)", "(q,25)");

        bob.sync(bob.at(10, new Add.Args("a", 1_000)));

        assertThat(values()).containsExactly("(a,6)", "(q,25)");
        assertThat(timed.found).hasSize(1);
        assertThat(outcomes()).doesNotContain("(rejected)");
    }

    @Test
    void underAFurtherViewKeepsNothingThereAndItsUserReadsOn() {
        cid.sync(cid.at(1, new Create.Args("q", "q", SlowAction.MUCH)));
        ann.sync(ann.at(20, new SlowAction.Everywhere.Args(5)));

        assertThat(cid.receive()).isNotEmpty();

        assertThat(values()).containsExactly("(a,6)", "(q,100)");
        assertThat(timed.found).hasSize(1);
        assertThat(server.database.rows("select user_id from synchrotron.further_views"))
                .containsExactly("(cid)");
        assertThat(outcomes()).doesNotContain("(rejected)");
    }

    @Test
    void keepsNoEffectOnARowThatIsGone() {
        annsRecordBecomesSlow(Kind.SQL);
        bob.sync(bob.at(11, new Drop.Args("a")));
        assertThat(values()).isEmpty();
        assertThat(outcomes()).doesNotContain("(rejected)");
    }

    @Test
    void inADryRunOnlyIsNotCheckedForPurity() {
        try (TimedServer checking = new TimedServer(impure -> {
            throw new AssertionError(impure);
        })) {
            Replica dora = new Replica(checking.server, "ann", "dora-1");
            dora.sync(dora.at(0, new Create.Args("a", "p", 1)));
            assertThat(dora.sync(dora.at(1, new SlowAction.Args("a", 5, Kind.DRY_RUN))))
                    .isInstanceOf(Accepted.class);
            assertThat(checking.server.database.rows("select x from items")).containsExactly("(6)");
            assertThat(checking.found).isEmpty();
        }
    }

    @Test
    void doesNotLeaveItsLimitInTheTransactionOfAnApplication() {
        ann.sync(ann.at(1, new Add.Args("a", SlowAction.MUCH)));
        server.database.transaction(sql -> {
            sql.execute("set local statement_timeout = '43s'");
            assertThatThrownBy(() -> server.execute("ann", new SlowAction.Args("a", 1, Kind.SQL), sql))
                    .isInstanceOf(ActionTooSlow.class);
            server.execute("ann", new Add.Args("a", 2), sql);
            assertThat(sql.createQuery("show statement_timeout")
                            .mapTo(String.class)
                            .one())
                    .isEqualTo("43s");
            return null;
        });
        assertThat(values()).containsExactly("(a,103)");
    }

    @Test
    void isNotOneThatWaitsForALock() throws SQLException {
        try (Connection application = server.database.connect()) {
            Throwable failure = TestDatabase.transaction(application, sql -> {
                RoleScope.as(
                        TestServer.caller("ann"),
                        sql,
                        () -> sql.execute("select from items where id = 'a' for update"));
                return catchThrowable(() -> ann.send(slow(ann, 2, 1, Kind.SQL)));
            });
            assertThat(failure).matches(Conflicts::isOne, "is a conflict").isNotInstanceOf(ActionTooSlow.class);
        }
    }

    /** The action ignores interrupts; the test releases it in the end. */
    @Test
    void andCannotBeEndedHoldsNoLockAndDoesNotRunAgain() throws Exception {
        ann.sync(ann.at(1, new Add.Args("a", SlowAction.MUCH)));
        LogEntry deaf = slow(ann, 2, 5, Kind.DEAF);
        try (Connection other = server.database.connect()) {
            CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(
                    () -> catchThrowable(
                            () -> server.accept(ann.upload(deaf), PostgresSql.open(other, TestDatabase.KEY))),
                    timed.threads.uploads());
            untilRuns(1);

            // It waits for the lock of the log until the connection of the run is closed.
            assertThat(bob.sync(bob.at(3, new Add.Args("a", 1)))).isInstanceOf(Accepted.class);

            assertThat(timed.threads.lost).hasSize(1);
            assertThat(ended).isNotDone();
            int runs = SlowAction.runs();
            assertThatThrownBy(() -> ann.send(deaf)).isInstanceOf(ActionTooSlow.class);
            assertThat(SlowAction.runs()).as("no other thread is lost").isEqualTo(runs);

            SlowAction.release();
            assertThat(ended).succeedsWithin(PATIENCE).isInstanceOf(ActionTooSlow.class);
            assertThat(timed.threads.returned).isEqualTo(timed.threads.lost);
        }
        assertThat(values()).containsExactly("(a,102)");
    }
}
