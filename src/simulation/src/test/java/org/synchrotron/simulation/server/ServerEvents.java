package org.synchrotron.simulation.server;

import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;

/** Receives the events of the server. */
public interface ServerEvents {

    /** A transaction that may have changed the log was committed. */
    void committed();

    /** An upload arrived while the database was available. */
    void uploaded(Upload upload);

    /** The server answered an upload with this. */
    void answered(UploadAnswer answer);
}
