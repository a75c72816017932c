package org.synchrotron.server.session;

import java.time.Duration;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.session.UploadTurns.Waiting;

/** Converts the result of an upload to the message that the client receives. Thread-safe. */
final class UploadAnswers {

    private final Refusals refusals;
    private final KeptRefusals kept;

    UploadAnswers(Refusals refusals, KeptRefusals kept) {
        this.refusals = refusals;
        this.kept = kept;
    }

    /** {@return the message with the result of the upload} */
    ServerMessage to(Waiting upload, UploadAnswer answer) {
        if (answer instanceof UploadAnswer.Accepted accepted) {
            refusals.rejections(upload, accepted);
            return new Accepted(upload.uploadId(), accepted.head(), accepted.outcomes());
        }
        if (answer instanceof UploadAnswer.BehindHead behindHead) {
            return new BehindHead(upload.uploadId(), behindHead.head());
        }
        UploadAnswer.Refused refused = (UploadAnswer.Refused) answer;
        kept.keep(upload.upload(), refused);
        return refusals.upload(upload, refused);
    }

    /** {@return a name for a failure, for the message and the log} */
    String reference() {
        return refusals.reference();
    }

    /** {@return the message that the result of the upload is not known, so that the client tries again} */
    ServerMessage unavailable(Waiting upload, String reference) {
        return refusals.upload(
                upload,
                Refusal.UNAVAILABLE,
                "the server cannot take the upload now; try again later (reference " + reference + ")");
    }

    /** {@return the message that too many uploads wait, so that the client tries again later} */
    ServerMessage noPlace(Waiting upload) {
        return refusals.upload(upload, Refusal.UNAVAILABLE, "the server is busy with other uploads; try again later");
    }

    /** {@return the message that the user has uploaded enough for now, so that the client tries again after this wait} */
    ServerMessage busy(Waiting upload, Duration wait) {
        return refusals.busy(upload, wait);
    }
}
