package org.synchrotron.simulation.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.simulation.time.Timeline;

/** Transactions as the server makes them, one after another; at times the database is away. */
final class Transactions {

    private final Connection connection;
    private final Timeline timeline;
    private long awayUntilMs;

    Transactions(Postgres postgres, Timeline timeline) {
        this.connection = postgres.login();
        this.timeline = timeline;
    }

    void away(long untilMs) {
        awayUntilMs = untilMs;
    }

    boolean isAway() {
        return timeline.nowMs() < awayUntilMs;
    }

    /** {@return what the work gives} It is rolled back if the work throws. */
    <T> T commit(Function<Handle, T> work) {
        if (isAway()) {
            throw new DatabaseAway();
        }
        return run(work, true);
    }

    /** {@return what the work gives} It is rolled back in any case, and the database is there. */
    <T> T tryOut(Function<Handle, T> work) {
        return run(work, false);
    }

    private <T> T run(Function<Handle, T> work, boolean commit) {
        boolean committed = false;
        try (Handle sql = PostgresSql.open(connection)) {
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
