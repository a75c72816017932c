package org.synchrotron.simulation.network;

/** One end of a connection. */
public interface Receiver {

    /** A part of a message arrived. */
    void received(String part, boolean last);

    /** The connection has ended; told once. */
    void ended();
}
