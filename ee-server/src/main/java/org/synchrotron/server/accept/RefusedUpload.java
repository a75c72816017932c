package org.synchrotron.server.accept;

import static java.util.Objects.requireNonNull;

import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/** Thrown to end the appending of an upload that turns out to be invalid. It carries the answer. */
final class RefusedUpload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refused answer;

    RefusedUpload(Refusal code, ActionRecord record, String why) {
        super(why);
        this.answer = Refused.of(code, record, why);
    }

    /** {@return the refusal of a record whose row changes the database refused} */
    static RefusedUpload of(ActionRecord record, Outcome rejected) {
        Outcome.Rejection reason = requireNonNull(rejected.reason());
        boolean access = reason.code().equals(Refusal.ACCESS_DENIED.text());
        return new RefusedUpload(access ? Refusal.ACCESS_DENIED : Refusal.INVALID_RECORD, record, reason.message());
    }

    Refused answer() {
        return answer;
    }
}
