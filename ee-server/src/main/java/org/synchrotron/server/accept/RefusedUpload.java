package org.synchrotron.server.accept;

import static java.util.Objects.requireNonNull;

import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/** Leads out of the appending of an upload that turns out to be one that cannot be taken. */
final class RefusedUpload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refused answer;

    RefusedUpload(Refusal code, ActionRecord record, String why) {
        super(why);
        this.answer = Refused.of(code, record, why);
    }

    /** The database did not go along with what the record writes. */
    static RefusedUpload of(ActionRecord record, Outcome rejected) {
        Outcome.Rejection reason = requireNonNull(rejected.reason());
        boolean access = reason.code().equals(Refusal.ACCESS_DENIED.text());
        return new RefusedUpload(access ? Refusal.ACCESS_DENIED : Refusal.INVALID_RECORD, record, reason.message());
    }

    Refused answer() {
        return answer;
    }
}
