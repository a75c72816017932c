package org.synchrotron.server.materialize;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.action.RunLimitExceeded;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.access.RunBounds;
import org.synchrotron.server.runtime.RunWatch;

/**
 * How long one run may take and how many rows it may change, and which records of the log exceeded that when they ran again. These do not run
 * again for an hour, on this node: each late record that they depend on would wait for them. After three of one action, none of its records runs
 * again for as long. So there is a bound of what expensive actions cost, and of what is remembered. Thread-safe.
 */
public final class RunLimits {

    static final Duration REMEMBERED = Duration.ofHours(1);

    static final int MOST_OF_ONE_ACTION = 3;

    private final RunWatch watch;
    private final int rowChanges;
    private final SpoiledRuns spoiled;
    private final WallClock wall;
    private final RunListener listener;

    /** By tag and record, the time in milliseconds until which it does not run again. */
    private final Map<String, Map<ActionId, Long>> exceeded = new ConcurrentHashMap<>();

    /**
     * @param watch limits the time
     * @param rowChanges the most row changes of a run; 0 for any number
     * @param spoiled knows which runs let their transaction only be rolled back
     * @param wall says when a record may run again
     * @param listener receives runs about which operators have to know
     */
    public RunLimits(RunWatch watch, int rowChanges, SpoiledRuns spoiled, WallClock wall, RunListener listener) {
        this.watch = watch;
        this.rowChanges = rowChanges;
        this.spoiled = spoiled;
        this.wall = wall;
        this.listener = listener;
    }

    /** {@return no limits} */
    public static RunLimits none() {
        return of(RunWatch.NONE, 0, () -> 0, tooSlow -> {});
    }

    /** {@return limits where no run can spoil its transaction} */
    public static RunLimits of(RunWatch watch, int rowChanges, WallClock wall, RunListener listener) {
        return new RunLimits(watch, rowChanges, new SpoiledRuns(() -> false, wall), wall, listener);
    }

    SpoiledRuns spoiled() {
        return spoiled;
    }

    RunWatch watch() {
        return watch;
    }

    int rowChanges() {
        return rowChanges;
    }

    /** {@return the bounds of a run of logic of which row changes after this position count} */
    RunBounds bounds(long after) {
        return new RunBounds(watch.limit(), rowChanges, after);
    }

    /** A run of a record of the log cost too much. */
    void exceeded(RunLimitExceeded run) {
        long until = wall.millis() + REMEMBERED.toMillis();
        exceeded.computeIfAbsent(run.tag(), tag -> new ConcurrentHashMap<>()).put(run.record(), until);
        if (run instanceof ActionTooSlow tooSlow) {
            listener.tooSlow(tooSlow);
        } else if (run instanceof ActionTooLarge tooMany) {
            listener.tooLarge(tooMany);
        }
    }

    /** The world prevents a run, and that will not pass by itself soon. */
    void prevented(RunPrevented run) {
        listener.prevented(run);
    }

    /** The logic of a record failed. */
    void failed(ActionRecord record, Throwable failure) {
        listener.failed(record, failure);
    }

    /** {@return whether another run of this record of the log would cost too much, as far as this node knows} */
    boolean isExpensive(ActionRecord record) {
        Map<ActionId, Long> ofAction = exceeded.get(record.tag());
        if (ofAction == null) {
            return false;
        }
        long now = wall.millis();
        ofAction.values().removeIf(until -> until <= now);
        return ofAction.containsKey(record.id()) || ofAction.size() >= MOST_OF_ONE_ACTION;
    }
}
