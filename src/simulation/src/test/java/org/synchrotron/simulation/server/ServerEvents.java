package org.synchrotron.simulation.server;

import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.Upload;

/** Hears what the server does. */
public interface ServerEvents {

    /** A transaction that may have changed the log was committed. */
    void committed();

    /** An upload arrived. */
    void uploaded(Upload upload);

    /** The server answered an upload with this. */
    void answered(ServerMessage answer);
}
