package org.synchrotron.server.connection;

import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.server.accept.UploadAnswer.NotTaken;

/** Refusals with the server's time on them. */
final class Refusals {

    private final WallClock wall;

    Refusals(WallClock wall) {
        this.wall = wall;
    }

    Refused connection(Refusal code, String message) {
        return refused(null, code, message, null);
    }

    Refused upload(long uploadId, Refusal code, String message) {
        return refused(uploadId, code, message, null);
    }

    Refused upload(long uploadId, NotTaken answer) {
        return refused(uploadId, answer.code(), answer.message(), answer.record());
    }

    private Refused refused(@Nullable Long uploadId, Refusal code, String message, @Nullable ActionId record) {
        return new Refused(uploadId, code, message, record, wall.millis());
    }
}
