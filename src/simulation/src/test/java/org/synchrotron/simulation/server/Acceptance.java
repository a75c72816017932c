package org.synchrotron.simulation.server;

import org.jdbi.v3.core.Handle;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.accept.UploadAnswer;

/** The server's acceptance as its configuration is at present. It tells what it takes, and may let the server miss a commit. */
final class Acceptance {

    private final UploadAcceptance lenient;
    private final UploadAcceptance strict;
    private final SimulatedDatabase database;
    private final ServerEvents events;
    private boolean refusing;
    private boolean missing;

    /** @param strict takes no actions that the server does not know */
    Acceptance(UploadAcceptance lenient, UploadAcceptance strict, SimulatedDatabase database, ServerEvents events) {
        this.lenient = lenient;
        this.strict = strict;
        this.database = database;
        this.events = events;
    }

    /** From now on it takes no actions that the server does not know, or takes them. */
    void refuseUnknown(boolean refuse) {
        refusing = refuse;
    }

    /** The next commit of an upload succeeds, and the server does not hear of it. */
    void missNextCommit() {
        missing = true;
    }

    void heal() {
        missing = false;
    }

    UploadAnswer accept(Upload upload, Handle sql) {
        events.uploaded(upload);
        UploadAnswer answer = (refusing ? strict : lenient).accept(upload, sql);
        database.onCommit(() -> committed(answer));
        return answer;
    }

    private void committed(UploadAnswer answer) {
        events.committed();
        if (missing) {
            missing = false;
            throw new DatabaseAway();
        }
        events.answered(answer);
    }
}
