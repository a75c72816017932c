package org.synchrotron.server.connection;

import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Behind;
import org.synchrotron.server.accept.UploadAnswer.NotTaken;
import org.synchrotron.server.accept.UploadAnswer.Taken;

/** What a client is told of its upload. Thread-safe. */
public final class UploadAnswers {

    private final Refusals refusals;

    public UploadAnswers(Refusals refusals) {
        this.refusals = refusals;
    }

    /** {@return the message that says what became of the upload} */
    public ServerMessage to(long uploadId, UploadAnswer answer) {
        if (answer instanceof Taken taken) {
            return new Accepted(uploadId, taken.head(), taken.outcomes());
        }
        return answer instanceof Behind behind
                ? new BehindHead(uploadId, behind.head())
                : refusals.upload(uploadId, (NotTaken) answer);
    }

    /** {@return the message that says that nothing is known of the upload: the client tries again} */
    public ServerMessage unavailable(long uploadId) {
        return refusals.upload(uploadId, Refusal.UNAVAILABLE, "the server cannot take the upload now; try again later");
    }
}
