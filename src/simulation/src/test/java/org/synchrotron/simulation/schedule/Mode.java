package org.synchrotron.simulation.schedule;

/** What a run must show. */
public enum Mode {
    /** The rules hold after every step, under all faults; the run ends after the last step, without draining. */
    SAFETY,
    /** Faults end after the last step. Then all work drains within a bounded time, and the rules hold. */
    LIVENESS
}
