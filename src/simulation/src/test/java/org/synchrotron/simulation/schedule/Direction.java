package org.synchrotron.simulation.schedule;

/** Which way a message goes. */
public enum Direction {
    /** From a client to the server. */
    UP,
    /** From the server to a client. */
    DOWN
}
