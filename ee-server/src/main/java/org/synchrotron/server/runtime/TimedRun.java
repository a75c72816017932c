package org.synchrotron.server.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.synchrotron.log.ActionRecord;

/** A run whose time is limited. It begins where it is created, on the thread of the run. Thread-safe. */
final class TimedRun implements RunWatch.Run {

    private static final System.Logger LOG = System.getLogger(TimedRun.class.getName());

    private final ActionRecord record;
    private final Connection connection;
    private final Duration limit;
    private final LongSupplier nanos;
    private final Consumer<TimedRun> atEnd;
    private final long began;
    private final Thread thread = Thread.currentThread();
    private boolean interrupted;
    private boolean cancelling;
    private boolean stuck;
    private boolean ended;

    /** @param atEnd called once, at the end of the run, on its thread */
    TimedRun(ActionRecord record, Connection connection, Duration limit, LongSupplier nanos, Consumer<TimedRun> atEnd) {
        this.record = record;
        this.connection = connection;
        this.limit = limit;
        this.nanos = nanos;
        this.atEnd = atEnd;
        this.began = nanos.getAsLong();
    }

    ActionRecord record() {
        return record;
    }

    Thread thread() {
        return thread;
    }

    Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - began);
    }

    @Override
    public boolean isOver() {
        return age().compareTo(limit) >= 0;
    }

    @Override
    public synchronized boolean isCut() {
        return stuck;
    }

    synchronized void interrupt() {
        if (!ended) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Cancels the statement that is under way, if there is one. Waits for the database. */
    void cancel() {
        if (!beginsCancelling()) {
            return;
        }
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "a statement could not be cancelled; its own limit ends it", e);
        } finally {
            endCancelling();
        }
    }

    private synchronized boolean beginsCancelling() {
        boolean begins = !ended && !cancelling && !stuck;
        cancelling |= begins;
        return begins;
    }

    private synchronized void endCancelling() {
        cancelling = false;
        notifyAll();
    }

    /** {@return whether it becomes stuck now: it has not ended, and was not stuck before} */
    synchronized boolean becomesStuck() {
        boolean becomes = !ended && !stuck;
        stuck |= becomes;
        return becomes;
    }

    /** Closes its connection, so that it holds no locks any more. A container unwraps interfaces only. */
    void cut() {
        try {
            connection.unwrap(BaseConnection.class).abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the connection of a run that does not end could not be closed", e);
        }
    }

    @Override
    public void end() {
        if (stop()) {
            atEnd.accept(this);
        }
    }

    /**
     * {@return whether it had not ended} Waits for a cancellation that is under way, so that it cannot meet a later statement. Clears its
     * own interrupt only.
     */
    private synchronized boolean stop() {
        if (ended) {
            return false;
        }
        ended = true;
        boolean byOthers = false;
        while (cancelling) {
            try {
                wait();
            } catch (InterruptedException e) {
                byOthers |= !interrupted;
            }
        }
        if (byOthers) {
            thread.interrupt();
        } else if (interrupted) {
            var unused = Thread.interrupted();
        }
        return true;
    }
}
