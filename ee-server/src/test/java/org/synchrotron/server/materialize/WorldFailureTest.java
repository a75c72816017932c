package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.FaultyAction;
import org.synchrotron.server.kit.FaultyAction.Kind;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ReadsAllColumns;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.Conflicts;
import org.synchrotron.server.log.FailureKind;

/** Ann and Bob share the item a. */
@DisplayName("A run that fails in the database")
@Timeout(120)
class WorldFailureTest extends ServerTest {

    @BeforeEach
    void thereIsAnItem() {
        FaultyAction.mend(server.database);
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
    }

    private LogEntry faulty(long at, Kind kind) {
        return ann.at(at, new FaultyAction.Args("a", 5, kind));
    }

    private void isPrevented(LogEntry... entries) {
        assertThatThrownBy(() -> ann.send(entries)).isInstanceOf(RunPrevented.class);
        assertThat(values("x")).containsExactly("(1)");
        assertThat(log("outcome")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "0A000", "0B000", "25P03", "26000", "28000", "3D000", "3F000", "40001", "40P01", "42601",
                "42703", "42883", "42P01", "42P18", "53100", "53200", "53300", "53400", "55000", "55006", "55P03",
                "57014", "57P01", "57P05", "58030", "72000", "F0001", "HV000", "XX000", "XX001"
            })
    void ofTheWorldHasNoOutcomeAndSucceedsLater(String state) {
        LogEntry faulty = faulty(5, Kind.PLAIN);
        FaultyAction.failWith(state, server.database);
        assertThat(catchThrowable(() -> ann.send(faulty)))
                .as("the client is told to try again")
                .isNotNull();
        assertThat(values("x")).containsExactly("(1)");
        assertThat(log("outcome")).hasSize(1);

        FaultyAction.mend(server.database);
        assertThat(outcome(ann.send(faulty), faulty).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("x")).containsExactly("(6)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20000", "21000", "22003", "22012", "22P02", "23502", "23503", "23505", "23514", "23P01", "27000",
                "2D000", "25001", "3B001", "42501", "44000", "54000", "P0001", "P0002", "P0004", "APP01", "ZZ999"
            })
    void ofItsDataIsTheRecords(String state) {
        LogEntry faulty = faulty(5, Kind.PLAIN);
        FaultyAction.failWith(state, server.database);
        assertThat(outcome(ann.send(faulty), faulty).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("x")).containsExactly("(1)");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WITH_MUCH"})
    void ofTheWorldIsNotTheRecordsWhateverItsLogicMakesOfIt(Kind kind) {
        FaultyAction.failWith("53200", server.database);
        isPrevented(faulty(5, kind));
    }

    @Test
    void ofItsDataIsTheRecordsAlsoIfItsLogicGoesOn() {
        FaultyAction.failWith("23505", server.database);
        LogEntry goesOn = faulty(5, Kind.GOES_ON);
        LogEntry doesWithout = faulty(6, Kind.DOES_WITHOUT);
        Accepted answer = (Accepted) ann.send(goesOn, doesWithout);
        assertThat(outcome(answer, goesOn))
                .isEqualTo(Outcome.rejected("failed", "faulty_v1 failed in the database (SQLSTATE 23505)"));
        assertThat(outcome(answer, doesWithout).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("x")).containsExactly("(6)");
    }

    @Nested
    @DisplayName("because of the world, when it runs again,")
    class Again {

        private final LogEntry faulty = faulty(20, Kind.WITH_MUCH);

        private void annsRecordIsAccepted() {
            ann.sync(faulty);
            assertThat(values("x")).containsExactly("(6)");
        }

        private void bobsLateRecordWaits(LogEntry late) {
            assertThat(catchThrowable(() -> bob.send(late))).isNotNull();
            assertThat(values("x")).containsExactly("(6)");
            assertThat(log("outcome")).hasSize(2).doesNotContain("(rejected)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0A000", "40001", "42P01", "42703", "53100", "55P03", "57P01", "XX000"})
        void turnsNoOutcome(String state) {
            annsRecordIsAccepted();
            LogEntry late = bob.at(10, new Add.Args("a", 1_000));
            FaultyAction.failWith(state, server.database);
            bobsLateRecordWaits(late);

            FaultyAction.mend(server.database);
            assertThat(bob.send(late)).isInstanceOf(Accepted.class);
            assertThat(values("x")).containsExactly("(1006)");
            assertThat(log("outcome")).doesNotContain("(rejected)");
        }

        @Test
        void isCancelledEveryTimeAndKeepsWhatItDid() {
            annsRecordIsAccepted();
            FaultyAction.failWith("57014", server.database);
            assertThat(bob.send(bob.at(10, new Add.Args("a", 1_000)))).isInstanceOf(Accepted.class);
            assertThat(values("x")).containsExactly("(6)");
            assertThat(log("outcome")).hasSize(3).doesNotContain("(rejected)");
        }

        /** A sequence counts on, whatever is rolled back. */
        @ParameterizedTest
        @ValueSource(strings = {"23505", "57014", "XX000"})
        void failsOnceOnly(String state) {
            annsRecordIsAccepted();
            server.database.administer("create sequence public.calls");
            FaultyAction.define(
                    server.database,
                    "if nextval('public.calls') = 1 then raise exception 'once' using errcode = '" + state
                            + "'; end if;");
            assertThat(bob.send(bob.at(10, new Add.Args("a", 1_000)))).isInstanceOf(Accepted.class);
            assertThat(values("x")).containsExactly("(1006)");
            assertThat(log("outcome")).doesNotContain("(rejected)");
        }

        @Test
        void ofItsDataItIsRejectedAfterASecondRun() {
            annsRecordIsAccepted();
            FaultyAction.failWith("23505", server.database);
            bob.send(bob.at(10, new Add.Args("a", 1_000)));
            assertThat(values("x")).containsExactly("(1001)");
            assertThat(log("outcome")).contains("(rejected)");
        }

        @Test
        void waitsForALockInVain() throws SQLException {
            annsRecordIsAccepted();
            FaultyAction.define(server.database, "lock table public.held in share mode;");
            server.database.administer("create table public.held (x int)");
            LogEntry late = bob.at(10, new Add.Args("a", 1_000));
            try (Connection operator = server.database.administrator()) {
                operator.setAutoCommit(false);
                operator.createStatement().execute("lock table held in access exclusive mode");
                assertThat(catchThrowable(() -> bob.send(late))).matches(Conflicts::isOne, "is a conflict");
                assertThat(log("outcome")).hasSize(2).doesNotContain("(rejected)");
                operator.rollback();
            }
            assertThat(bob.send(late)).isInstanceOf(Accepted.class);
            assertThat(values("x")).containsExactly("(1006)");
        }
    }

    @Test
    void becauseItsConnectionIsEndedIsNotTheRecords() throws SQLException {
        LogEntry faulty = faulty(5, Kind.REFUSES);
        FaultyAction.define(server.database, "perform pg_terminate_backend(pg_backend_pid());");
        try (Connection other = server.database.connect()) {
            Throwable failure = catchThrowable(() -> server.accept(ann.upload(faulty), other));
            assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.AWAY);
        }
        FaultyAction.mend(server.database);
        assertThat(outcome(ann.send(faulty), faulty).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
    }

    /** The driver prepares a statement in the database when it is executed for the fifth time. */
    @Test
    void becauseATableHasANewColumnRunsOnAFreshPlan() {
        server.database.administer(
                "create table public.prices (price int); insert into prices values (7); grant select on prices to synchrotron_user");
        List<LogEntry> before = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            before.add(ann.at(10 + i, new ReadsAllColumns.Args("a")));
        }
        before.forEach(ann::sync);
        server.database.administer("alter table prices add column currency text");

        LogEntry late = bob.at(5, new Add.Args("a", 1_000));
        assertThat(bob.sync(late)).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(1057)");

        server.database.administer("alter table prices add column remark text");
        LogEntry next = ann.at(30, new ReadsAllColumns.Args("a"));
        assertThat(outcome(ann.send(next), next).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(log("outcome")).doesNotContain("(rejected)");
    }

    /** The limit is that of the role, as operators set it. */
    @Test
    void becauseAnOperatorHoldsALockIsNotTheRecords() throws SQLException {
        LogEntry add = ann.at(5, new Add.Args("a", 2));
        try (Connection operator = server.database.administrator();
                Connection other = server.database.connect()) {
            operator.setAutoCommit(false);
            operator.createStatement().execute("lock table items in exclusive mode");
            Throwable failure = catchThrowable(() -> TestDatabase.transaction(other, sql -> {
                sql.execute("set local lock_timeout = '50ms'");
                return server.execute("ann", new Add.Args("a", 1), sql);
            }));
            assertThat(failure).matches(Conflicts::isOne, "is a conflict");
            assertThat(catchThrowable(() -> ann.send(add))).matches(Conflicts::isOne, "is a conflict");
            operator.rollback();
        }
        assertThat(ann.send(add)).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(3)");
    }

    @Test
    void ofTheWorldLeavesTheTransactionOfAnApplicationToIt() {
        FaultyAction.failWith("53200", server.database);
        server.database.transaction(sql -> {
            assertThatThrownBy(() -> server.execute("ann", new FaultyAction.Args("a", 5, Kind.REFUSES), sql))
                    .isInstanceOf(RunPrevented.class);
            return RoleScope.as(TestServer.caller("ann"), sql, () -> sql.execute("select 1"));
        });
        assertThat(values("x")).containsExactly("(1)");
    }
}
