package org.synchrotron.server.announce.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.server.accept.DueWithdrawals;
import org.synchrotron.server.accept.RecordWithdrawal;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.announce.AccessListener;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.DatabaseListeners;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.log.Withdrawal;
import org.synchrotron.server.runtime.Transactions;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.SessionLimits;

/** Withdrawals, from a statement in PostgreSQL to two nodes. */
@Timeout(120)
class WithdrawalLoopTest extends ServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<NotificationLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Withdrawal> told = new CopyOnWriteArrayList<>();

    private final Transactions transactions = new Transactions() {
        @Override
        public <T> T transaction(Function<Handle, T> work) {
            try (Connection connection = server.database.connect()) {
                return TestDatabase.transaction(connection, work);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    private final DueWithdrawals due =
            new DueWithdrawals(transactions, new RecordWithdrawal(server.reruns()), told::add);

    @AfterEach
    void end() throws Exception {
        loops.forEach(NotificationLoop::stop);
        for (Thread each : threads) {
            each.join(60_000);
        }
    }

    private void node() {
        OpenSessions sessions = new OpenSessions(SessionLimits.DEFAULT);
        NotificationLoop loop = new NotificationLoop(
                server.database::connect,
                TestDatabase.KEY,
                new DatabaseListeners(
                        new CommitListener(sessions, LogReplacedListener.NONE),
                        new MembershipListener(
                                sessions, () -> 0, MembershipListener.DEFAULT_INTERVAL, System::nanoTime),
                        new AccessListener(new RevokedAccess(), List.of(), System::nanoTime),
                        new WithdrawalListener(due, work -> thread(work).start(), System::nanoTime)),
                this::thread,
                Set.of());
        loops.add(loop);
        loop.start();
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        return thread;
    }

    private LogEntry[] added(int count) {
        LogEntry[] added = new LogEntry[count];
        for (int i = 0; i < count; i++) {
            added[i] = ann.at(i + 1, new Add.Args("a", 1));
        }
        ann.sync(added);
        return added;
    }

    private void awaitTold(int count) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (told.size() < count && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(told).hasSize(count);
    }

    @Test
    void aStatementWithdrawsAllRecordsOfADevice() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        added(120);
        node();
        node();
        server.database.administer("select count(synchrotron.withdraw(id, 'The phone was stolen.'))"
                + " from synchrotron.action_records where client_id = 'ann-1' and _tag = 'add_v1'");
        awaitTold(120);
        assertThat(values("x")).containsExactly("(1)");
        assertThat(log("_tag").stream().filter("(_InternalCorrectionApply)"::equals))
                .as("50 together")
                .hasSizeBetween(3, 4);
        assertThat(told).extracting(Withdrawal::author).containsOnly(new UserId("ann"));
    }

    @Test
    void whatCannotBeWithdrawnNowHoldsUpNoOther() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry[] added = added(3);
        server.database.administer("select synchrotron.withdraw(id, 'Stolen.') from synchrotron.action_records"
                + " where _tag = 'add_v1'");
        server.database.administer("create function cannot() returns trigger language plpgsql as $$"
                + " begin raise exception using errcode = '53100', message = 'full'; end $$;"
                + " create trigger cannot before update on synchrotron.withdrawals for each row when (old.record_id = '"
                + added[1].record().id() + "') execute function cannot()");
        due.run();
        assertThat(told)
                .extracting(Withdrawal::record)
                .containsExactlyInAnyOrder(
                        added[0].record().id(), added[2].record().id());
        assertThat(values("x")).containsExactly("(2)");
        server.database.administer("drop trigger cannot on synchrotron.withdrawals");
        due.run();
        assertThat(values("x")).containsExactly("(1)");
    }

    @Test
    void usersMayNeitherReadNorWithdraw() {
        for (String statement : List.of(
                "select * from synchrotron.withdrawals",
                "select synchrotron.withdraw('00000000-0000-4000-8000-000000000000', 'No.')")) {
            assertThatThrownBy(() -> transactions.transaction(
                            sql -> RoleScope.as(new Caller(new UserId("ann"), "synchrotron_user"), sql, () -> {
                                sql.execute(statement);
                                return sql;
                            })))
                    .hasMessageContaining("permission denied");
        }
    }
}
