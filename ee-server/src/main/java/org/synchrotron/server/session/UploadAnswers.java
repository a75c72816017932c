package org.synchrotron.server.session;

import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.server.accept.UploadAnswer;

/** Converts the result of an upload to the message that the client receives. Thread-safe. */
final class UploadAnswers {

    private final Refusals refusals;

    UploadAnswers(Refusals refusals) {
        this.refusals = refusals;
    }

    /** {@return the message with the result of the upload} */
    ServerMessage to(long uploadId, UploadAnswer answer) {
        if (answer instanceof UploadAnswer.Accepted accepted) {
            return new Accepted(uploadId, accepted.head(), accepted.outcomes());
        }
        return answer instanceof UploadAnswer.BehindHead behindHead
                ? new BehindHead(uploadId, behindHead.head())
                : refusals.upload(uploadId, (UploadAnswer.Refused) answer);
    }

    /** {@return the message that the result of the upload is not known, so that the client tries again} */
    ServerMessage unavailable(long uploadId) {
        return refusals.upload(uploadId, Refusal.UNAVAILABLE, "the server cannot take the upload now; try again later");
    }

    /** {@return the message that too many uploads wait, so that the client tries again later} */
    ServerMessage busy(long uploadId) {
        return refusals.upload(uploadId, Refusal.UNAVAILABLE, "the server is busy with other uploads; try again later");
    }
}
