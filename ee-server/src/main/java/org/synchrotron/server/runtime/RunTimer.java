package org.synchrotron.server.runtime;

import java.sql.Connection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * Limits the time of runs. While there are runs, it looks at them in short intervals, on the timer's thread. A run that does not end
 * although its thread is interrupted and its statement cancelled is stuck: its connection is closed, so that PostgreSQL frees its
 * locks, and its thread is lost until the action returns. Thread-safe.
 */
public final class RunTimer implements RunWatch {

    private static final System.Logger LOG = System.getLogger(RunTimer.class.getName());

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Duration limit;
    private final Duration grace;
    private final LongSupplier nanos;
    private final ServerThreads threads;
    private final Set<TimedRun> runs = ConcurrentHashMap.newKeySet();
    private final Set<ActionId> stuck = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param limit the longest time that one run may take
     * @param grace how long a run may take to end after that
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public RunTimer(Duration limit, Duration grace, LongSupplier nanos, ServerThreads threads) {
        this.limit = limit;
        this.grace = grace;
        this.nanos = nanos;
        this.threads = threads;
    }

    @Override
    public Duration limit() {
        return limit;
    }

    @Override
    public Run begin(ActionRecord record, Connection connection) {
        TimedRun run = new TimedRun(record, connection, limit, nanos, this::ended);
        runs.add(run);
        lookSoon();
        return run;
    }

    @Override
    public boolean isStuck(ActionId record) {
        return stuck.contains(record);
    }

    private void lookSoon() {
        if (looking.compareAndSet(false, true)) {
            Duration pause = limit.dividedBy(10);
            threads.after(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, this::look);
        }
    }

    private void look() {
        looking.set(false);
        try {
            runs.forEach(this::look);
        } finally {
            if (!runs.isEmpty()) {
                lookSoon();
            }
        }
    }

    private void look(TimedRun run) {
        if (!run.isOver()) {
            return;
        }
        run.interrupt();
        if (run.age().compareTo(limit.plus(grace)) < 0) {
            threads.workers().execute(run::cancel);
        } else if (run.becomesStuck()) {
            stuck(run);
        }
    }

    private void stuck(TimedRun run) {
        stuck.add(run.record().id());
        threads.lost(run.thread());
        LOG.log(
                System.Logger.Level.ERROR,
                "{0} of record {1} has run for {2} ms and does not end when it is interrupted: its connection is closed, and its"
                        + " thread is lost until it returns; mend the action, then restart this node",
                run.record().tag(),
                run.record().id(),
                run.age().toMillis());
        threads.workers().execute(run::cut);
    }

    private void ended(TimedRun run) {
        runs.remove(run);
        if (run.isCut()) {
            stuck.remove(run.record().id());
            threads.returned(run.thread());
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} of record {1} has returned after {2} ms",
                    run.record().tag(),
                    run.record().id(),
                    run.age().toMillis());
        }
    }
}
