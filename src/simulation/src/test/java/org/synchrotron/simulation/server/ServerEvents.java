package org.synchrotron.simulation.server;

import org.synchrotron.protocol.ServerMessage;

/** Hears what the server does. */
public interface ServerEvents {

    /** A transaction that may have changed the log was committed. */
    void committed();

    /** The server answered an upload with this. */
    void answered(ServerMessage answer);
}
