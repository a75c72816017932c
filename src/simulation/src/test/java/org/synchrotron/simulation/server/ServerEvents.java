package org.synchrotron.simulation.server;

import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;

/** Hears what the server does. */
public interface ServerEvents {

    /** A transaction that may have changed the log was committed. */
    void committed();

    /** An upload arrived, and the database was there. */
    void uploaded(Upload upload);

    /** The server answered an upload with this. */
    void answered(UploadAnswer answer);
}
