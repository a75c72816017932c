package org.synchrotron.simulation.schedule;

/** A defect that the simulator injects into a run, so that tests can show that it is found. Part of the schedule language. */
public enum InjectedDefect {
    /** No defect. */
    NONE,
    /** When a client opens its file again after a crash, its latest acknowledged record is missing. */
    FORGETFUL_FILE,
    /** After every commit of the server all its items are changed, and the log does not record that. */
    SECRET_WRITE
}
