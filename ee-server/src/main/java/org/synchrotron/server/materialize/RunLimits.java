package org.synchrotron.server.materialize;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.runtime.RunWatch;

/**
 * How long one run may take, and which records of the log took longer when they ran again. These do not run again for an hour, on this
 * node: each late record that they depend on would wait for them. After three of one action, none of its records runs again for as long.
 * So there is a bound of what slow actions cost, and of what is remembered. Thread-safe.
 */
public final class RunLimits {

    static final Duration REMEMBERED = Duration.ofHours(1);

    static final int MOST_OF_ONE_ACTION = 3;

    private final RunWatch watch;
    private final WallClock wall;
    private final RunListener listener;

    /** By tag and record, the time in milliseconds until which it does not run again. */
    private final Map<String, Map<ActionId, Long>> tooSlow = new ConcurrentHashMap<>();

    /**
     * @param watch limits the time
     * @param wall says when a record may run again
     * @param listener receives runs about which operators have to know
     */
    public RunLimits(RunWatch watch, WallClock wall, RunListener listener) {
        this.watch = watch;
        this.wall = wall;
        this.listener = listener;
    }

    /** {@return no limits} */
    public static RunLimits none() {
        return new RunLimits(RunWatch.NONE, () -> 0, tooSlow -> {});
    }

    RunWatch watch() {
        return watch;
    }

    /** A record of the log took too long. */
    void exceeded(ActionTooSlow run) {
        long until = wall.millis() + REMEMBERED.toMillis();
        tooSlow.computeIfAbsent(run.tag(), tag -> new ConcurrentHashMap<>()).put(run.record(), until);
        listener.tooSlow(run);
    }

    /** The world prevents a run, and that will not pass by itself soon. */
    void prevented(RunPrevented run) {
        listener.prevented(run);
    }

    /** The logic of a record failed. */
    void failed(ActionRecord record, Throwable failure) {
        listener.failed(record, failure);
    }

    /** {@return whether another run of this record of the log would take too long, as far as this node knows} */
    boolean isTooSlow(ActionRecord record) {
        Map<ActionId, Long> ofAction = tooSlow.get(record.tag());
        if (ofAction == null) {
            return false;
        }
        long now = wall.millis();
        ofAction.values().removeIf(until -> until <= now);
        return ofAction.containsKey(record.id()) || ofAction.size() >= MOST_OF_ONE_ACTION;
    }
}
