package org.synchrotron.it.faults.device;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the steps that SQLite takes in this process, and ends the process at one of them, as kill -9 does: no hook runs, nothing is closed,
 * and the operating system releases files and locks. Thread-safe.
 */
final class LastStep {

    /** What a shell says of a process that was killed. */
    private static final int KILLED = 137;

    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicLong taken = new AtomicLong();
    private volatile long last = NEVER;

    /** Counts anew, and ends the process at this step, counted from 1; never for 0. */
    void isFromNow(long step) {
        last = NEVER;
        taken.set(0);
        last = step == 0 ? NEVER : step;
    }

    /** {@return how many steps were taken since} */
    long taken() {
        return taken.get();
    }

    void step() {
        if (taken.incrementAndGet() == last) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
