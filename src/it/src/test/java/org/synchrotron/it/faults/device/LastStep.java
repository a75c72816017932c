package org.synchrotron.it.faults.device;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the steps that SQLite takes in this process, and ends the process at one of them, as kill -9 does: no hook runs, nothing is closed,
 * and the operating system releases files and locks. Thread-safe.
 */
final class LastStep {

    /** What a shell says of a process that was killed. */
    private static final int KILLED = 137;

    /** Kinds of steps, each counted by itself. */
    enum Kind {
        /** Some instructions of SQLite's machine, of whatever statement. */
        INSTRUCTIONS,
        /** A transaction is about to be committed. */
        COMMIT,
        /** A transaction was committed, and nobody knows of it yet. */
        COMMITTED
    }

    private final Map<Kind, AtomicLong> taken = new EnumMap<>(Kind.class);
    private volatile Kind kind = Kind.INSTRUCTIONS;
    private volatile long last;

    LastStep() {
        for (Kind each : Kind.values()) {
            taken.put(each, new AtomicLong());
        }
    }

    /** Counts anew, and ends the process at this step of the kind, counted from 1; never for 0. */
    void isFromNow(Kind ofKind, long step) {
        last = 0;
        taken.values().forEach(count -> count.set(0));
        kind = ofKind;
        last = step;
    }

    private AtomicLong count(Kind ofKind) {
        return requireNonNull(taken.get(ofKind));
    }

    /** {@return how many steps of the kind were taken since} */
    long taken(Kind ofKind) {
        return count(ofKind).get();
    }

    void step(Kind ofKind) {
        if (count(ofKind).incrementAndGet() == last && ofKind == kind) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
