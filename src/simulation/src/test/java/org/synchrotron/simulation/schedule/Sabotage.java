package org.synchrotron.simulation.schedule;

/** A rule that the simulator itself breaks, to see that it is found. */
public enum Sabotage {
    NONE,
    /** A client's file that is opened again has lost the latest record that the server had acknowledged. */
    FORGETFUL_FILE,
    /** Somebody writes an item on the server behind the log's back, with every commit. */
    SECRET_WRITE
}
