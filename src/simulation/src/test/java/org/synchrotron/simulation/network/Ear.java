package org.synchrotron.simulation.network;

/** One end of a connection. */
public interface Ear {

    /** A part of a message arrived. */
    void heard(String part, boolean last);

    /** The connection has ended; told once. */
    void ended();
}
