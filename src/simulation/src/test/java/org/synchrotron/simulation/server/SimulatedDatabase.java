package org.synchrotron.simulation.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.catchup.LogReplaced;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.runtime.Transactions;
import org.synchrotron.simulation.time.Timeline;

/**
 * The server's transactions, one after another, on embedded PostgreSQL; at times the database is away. The server handles every
 * exception as a failure of the world and continues, so unexpected ones become errors here, which end the run. A role that the login has lost is expected,
 * and so are a simulated failure and a log that was replaced by a backup.
 */
final class SimulatedDatabase implements Transactions {

    private final Postgres postgres;
    private final Connection connection;
    private final Timeline timeline;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private long awayUntilMs;
    private long failures;

    SimulatedDatabase(Postgres postgres, Timeline timeline) {
        this.postgres = postgres;
        this.connection = postgres.login();
        this.timeline = timeline;
    }

    /** {@return how many transactions a simulated failure has ended} */
    long failures() {
        return failures;
    }

    void away(long untilMs) {
        awayUntilMs = untilMs;
    }

    @Override
    public <T> T transaction(Function<Handle, T> work) {
        try {
            return execution(work);
        } catch (DatabaseAway e) {
            throw e;
        } catch (RuntimeException e) {
            if (e instanceof LogReplaced
                    || LostRole.isCauseOf(e)
                    || SimulatedFailure.isCauseOf(e)
                    || EndedSession.isCauseOf(e)) {
                throw e;
            }
            throw timeline.fail(new AssertionError("a transaction of the server failed: " + e, e));
        } catch (Error e) {
            throw timeline.fail(e);
        }
    }

    /** {@return the result of the work} Exceptions of the work, such as an action's refusal, reach the caller. */
    <T> T execution(Function<Handle, T> work) {
        if (timeline.nowMs() < awayUntilMs) {
            throw new DatabaseAway();
        }
        afterCommit.clear();
        T result;
        try {
            result = run(work, true);
        } catch (RuntimeException e) {
            failures += SimulatedFailure.isCauseOf(e) ? 1 : 0;
            throw e;
        }
        List.copyOf(afterCommit).forEach(Runnable::run);
        return result;
    }

    /** {@return whether the migration succeeded: the database was not away, and no write failed} */
    boolean migrate(String sql) {
        try {
            if (timeline.nowMs() >= awayUntilMs) {
                postgres.migrate(sql);
                return true;
            }
        } catch (SQLException e) {
            if (!SimulatedFailure.isCauseOf(e)) {
                throw new IllegalStateException(e);
            }
            failures++;
        }
        return false;
    }

    /** Within a transaction: runs a task after its commit. If the task throws, the caller of the transaction gets that instead of the result. */
    void onCommit(Runnable work) {
        afterCommit.add(work);
    }

    /** {@return the result of the work} The transaction is always rolled back, and the database is available. */
    <T> T tryOut(Function<Handle, T> work) {
        return run(work, false);
    }

    private <T> T run(Function<Handle, T> work, boolean commit) {
        boolean committed = false;
        try (Handle sql = PostgresSql.open(connection, Postgres.KEY)) {
            T result = work.apply(sql);
            if (commit) {
                connection.commit();
                committed = true;
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!committed) {
                rollback();
            }
        }
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
