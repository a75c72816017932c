package org.synchrotron.server.session;

import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.server.accept.UploadAnswer;

/** Builds refusals, each with the server's current time. Thread-safe. */
public final class Refusals {

    private final WallClock wall;

    public Refusals(WallClock wall) {
        this.wall = wall;
    }

    /** {@return the refusal of a connection, which closes then} */
    Refused connection(Refusal code, String message) {
        return refused(null, code, message, null);
    }

    /** {@return the refusal of an upload} */
    Refused upload(long uploadId, Refusal code, String message) {
        return refused(uploadId, code, message, null);
    }

    /** {@return the refusal of an upload, which may name a record} */
    Refused upload(long uploadId, UploadAnswer.Refused answer) {
        return refused(uploadId, answer.code(), answer.message(), answer.record());
    }

    private Refused refused(@Nullable Long uploadId, Refusal code, String message, @Nullable ActionId record) {
        return new Refused(uploadId, code, message, record, wall.millis());
    }
}
