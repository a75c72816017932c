package org.synchrotron.simulation.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.announce.Audience;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.CommitListener.CommittedLog;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.Memberships;
import org.synchrotron.server.announce.Memberships.Standing;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.runtime.ServerThreads;

/** PostgreSQL's notifications for one process: a commit is announced a little later, and an outage ends the connection. */
final class SimulatedNotifications implements CommittedLog, Memberships {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final SimulatedDatabase database;
    private final CommitListener listener;
    private final MembershipListener memberships;
    private final WithdrawalListener withdrawals;
    private final ServerThreads threads;

    SimulatedNotifications(
            SimulatedDatabase database,
            CommitListener listener,
            MembershipListener memberships,
            WithdrawalListener withdrawals,
            ServerThreads threads) {
        this.database = database;
        this.listener = listener;
        this.memberships = memberships;
        this.withdrawals = withdrawals;
        this.threads = threads;
    }

    /** Begins to listen. */
    void start() {
        threads.workers().execute(this::connect);
    }

    /** Something was committed, on any node. */
    void committed() {
        threads.workers().execute(() -> hear(listener::notified));
    }

    /** Memberships have changed. */
    void membershipsChanged() {
        threads.workers().execute(() -> {
            memberships.notified();
            compare();
        });
    }

    /** A withdrawal was asked for. */
    void withdrawalAsked() {
        threads.workers()
                .execute(() -> hear(() -> {
                    withdrawals.notified();
                    withdrawals.lookIfDue();
                }));
    }

    /** What failed is tried again. */
    private void withdraw() {
        hear(() -> {
            withdrawals.lookIfDue();
            threads.after(withdrawals.due(), this::withdraw);
        });
    }

    private void compare() {
        hear(() -> {
            if (memberships.due().isZero()) {
                memberships.compareIfDue(this);
            } else {
                threads.after(memberships.due(), this::compare);
            }
        });
    }

    /** The database is away. */
    void lost() {
        if (listener.isConnected()) {
            listener.disconnected();
            threads.after(RETRY, this::connect);
        }
    }

    private void connect() {
        try {
            listener.connected(this);
            memberships.connected();
            compare();
            withdrawals.connected();
            withdraw();
        } catch (DatabaseAway e) {
            threads.after(RETRY, this::connect);
        }
    }

    private void hear(Runnable news) {
        if (listener.isConnected()) {
            try {
                news.run();
            } catch (DatabaseAway e) {
                lost();
            }
        }
    }

    @Override
    public LogPosition end() {
        return database.transaction(sql -> RoleScope.asEngine(sql, () -> LogPosition.end(sql)));
    }

    @Override
    public boolean has(LogPosition place) {
        return database.transaction(sql -> RoleScope.asEngine(sql, () -> place.isIn(sql)));
    }

    @Override
    public Map<String, Standing> standings(List<String> users, long after, long head) {
        return database.transaction(
                sql -> RoleScope.asEngine(sql, () -> Memberships.standings(users, after, head, sql)));
    }

    @Override
    public List<String> readers(long after, long head, List<String> users) {
        return database.transaction(sql -> RoleScope.asEngine(sql, () -> Audience.of(after, head, users, sql)));
    }
}
