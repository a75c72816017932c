package org.synchrotron.server.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import org.synchrotron.clock.WallClock;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.FloorTable;
import org.synchrotron.server.log.FloorTable.Floor;
import org.synchrotron.server.runtime.ServerThreads;
import org.synchrotron.server.runtime.Transactions;

/**
 * Removes what is old from the log, again and again: some records in each transaction, so that uploads get the log's lock in between. It works on the
 * threads that accept uploads, because it waits for that lock. Several nodes may do this: each record is removed once. Thread-safe.
 */
public final class Retention {

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    /** How long it rests when nothing is old enough. */
    public static final Duration PAUSE = Duration.ofMinutes(10);

    /** How long it leaves the log to uploads between two transactions. */
    private static final Duration BREATH = Duration.ofMillis(100);

    private final RecordRemoval removal;
    private final Transactions transactions;
    private final ServerThreads threads;
    private final WallClock wall;
    private long removed;

    public Retention(RecordRemoval removal, Transactions transactions, ServerThreads threads, WallClock wall) {
        this.removal = removal;
        this.transactions = transactions;
        this.threads = threads;
        this.wall = wall;
    }

    /** Begins after a pause, and goes on until the threads end. */
    public void start() {
        threads.after(PAUSE, this::begin);
    }

    private void begin() {
        try {
            threads.uploads().execute(this::work);
        } catch (RejectedExecutionException theServerEnds) {
            LOG.log(System.Logger.Level.DEBUG, "no more old records are removed", theServerEnds);
        }
    }

    private void work() {
        boolean more = removes();
        if (!more) {
            tell();
        }
        threads.after(more ? BREATH : PAUSE, this::begin);
    }

    private boolean removes() {
        try {
            int some = transactions.transaction(sql -> removal.carryOut(Instant.ofEpochMilli(wall.millis()), sql));
            removed += some;
            return some > 0;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "old records cannot be removed at present; it is tried again later",
                    e);
            return false;
        }
    }

    private void tell() {
        if (removed == 0) {
            return;
        }
        long told = removed;
        removed = 0;
        try {
            transactions
                    .transaction(sql -> RoleScope.asEngine(sql, () -> new FloorTable(sql).floor()))
                    .ifPresent(floor -> LOG.log(System.Logger.Level.INFO, () -> line(told, floor)));
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> told + " old records were removed; where the log begins cannot be read",
                    e);
        }
    }

    private String line(long told, Floor floor) {
        return told + " records older than " + removal.age() + " were removed from the log, " + floor.removed()
                + " since the beginning; it begins after "
                + Instant.ofEpochMilli(floor.key().clock().timeMs());
    }
}
