package org.synchrotron.server.session;

import java.time.Duration;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.References;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.session.UploadTurns.Waiting;

/** Builds refusals, each with the server's current time, and tells operators of them. Thread-safe. */
public final class Refusals {

    private final WallClock wall;
    private final AuditTrail audit;
    private final References references;

    /** @param references names the failures of the whole server */
    public Refusals(WallClock wall, AuditTrail audit, References references) {
        this.wall = wall;
        this.audit = audit;
        this.references = references;
    }

    /** {@return a name for a failure, by which a client's message and the server's log are found together} */
    String reference() {
        return references.next();
    }

    /** {@return the refusal of a user's connection, which closes then} */
    Refused connection(UserId user, Refusal code, String message) {
        return connection(user.value(), code, message);
    }

    /**
     * {@return the refusal of a connection, which closes then}
     *
     * @param who the user, or the address of a client without one
     */
    Refused connection(String who, Refusal code, String message) {
        audit.tell("session-refused", who, "code", code.text());
        return new Refused(null, code, message, null, wall.millis());
    }

    /**
     * {@return the refusal of a connection because of its token}
     *
     * @param who the user, or the address of a client without one
     * @param at where the token came: a word
     */
    Refused token(String who, InvalidToken why, String at) {
        audit.tell("token-refused", who, "reason", why.reason().text(), "at", at);
        return new Refused(null, why.refusal(), why.sentence(), null, wall.millis());
    }

    /** {@return the refusal of an upload} */
    Refused upload(Waiting waiting, Refusal code, String message) {
        return upload(waiting, new UploadAnswer.Refused(code, message, null));
    }

    /** {@return the refusal of an upload, which may name a record} */
    Refused upload(Waiting waiting, UploadAnswer.Refused answer) {
        Upload upload = waiting.upload();
        ActionId record = answer.record();
        audit.tell(
                "upload-refused",
                waiting.user().value(),
                "client",
                upload.client(),
                "code",
                answer.code().text(),
                "record",
                record,
                "tag",
                record == null ? null : upload.tag(record));
        return new Refused(waiting.uploadId(), answer.code(), answer.message(), record, wall.millis());
    }

    /** {@return the message that the user has uploaded enough for now} */
    Refused busy(Waiting waiting, Duration wait) {
        audit.tell(
                "upload-slowed",
                waiting.user().value(),
                "client",
                waiting.upload().client(),
                "code",
                Refusal.BUSY.text());
        long millis = wait.toMillis() + 1;
        String message = "you have uploaded as much as one may per minute; try again after " + millis + " ms";
        return new Refused(waiting.uploadId(), Refusal.BUSY, message, null, wall.millis(), millis);
    }

    /** Tells operators of the records of an upload that were accepted and rejected. */
    void rejections(Waiting waiting, Accepted accepted) {
        for (LogEntry each : accepted.newEntries()) {
            Outcome.Rejection reason =
                    each.accepted().map(known -> known.outcome().reason()).orElse(null);
            if (reason != null) {
                ActionRecord record = each.record();
                audit.tell(
                        reason.code().equals(Refusal.ACCESS_DENIED.text()) ? "record-denied" : "record-rejected",
                        waiting.user().value(),
                        "client",
                        record.client(),
                        "code",
                        reason.code(),
                        "record",
                        record.id(),
                        "tag",
                        record.tag());
            }
        }
    }
}
