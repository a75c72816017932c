package org.synchrotron.simulation.schedule;

/** The direction of a message. */
public enum Direction {
    /** From a client to the server. */
    UP,
    /** From the server to a client. */
    DOWN
}
