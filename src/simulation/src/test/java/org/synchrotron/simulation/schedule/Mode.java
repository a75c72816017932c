package org.synchrotron.simulation.schedule;

/** What is asked of a run. */
public enum Mode {
    /** The rules hold after every step, whatever happens; the run ends in the middle of things. */
    SAFETY,
    /** After the last step nothing fails any more: then all work drains within a bounded time, and the rules hold at rest. */
    LIVENESS
}
