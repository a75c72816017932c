package org.synchrotron.simulation.network;

/** Receives what arrives at one end of a connection. */
public interface Receiver {

    /** A part of a message arrived. */
    void received(String part, boolean last);

    /** The connection has ended. Called once. */
    void ended();
}
