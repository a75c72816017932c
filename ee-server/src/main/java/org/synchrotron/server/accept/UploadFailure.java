package org.synchrotron.server.accept;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.ScopeFailed;
import org.synchrotron.server.log.FailureKind;
import org.synchrotron.server.materialize.RunPrevented;
import org.synchrotron.server.materialize.RunSpoiled;

/**
 * Why an upload, or a part of one, failed as a whole.
 *
 * @param record the record of the upload that failed; null if that is not known
 */
record UploadFailure(Reason reason, @Nullable ActionId record) {

    /** What to do about it. */
    enum Reason {
        /** Another transaction: the upload is repeated as a whole. */
        CONFLICT,
        /** The database is away: the client comes again. */
        AWAY,
        /** The schema, the author's role, or a record of the log that cannot run again: the upload waits, and is not to blame. */
        WAITS,
        /** The run of a record let the transaction only be rolled back: the upload is repeated, with that outcome. */
        SPOILED,
        /** A record took too long. */
        TOO_SLOW,
        /** A record changed too many rows: it would again. */
        TOO_LARGE,
        /** The records changed too many rows together: each alone may be accepted. */
        TOGETHER,
        /** Anything else: a record may be the cause. */
        FAILING
    }

    static UploadFailure of(Throwable failure, Upload upload) {
        if (failure instanceof ActionTooSlow tooSlow) {
            return new UploadFailure(Reason.TOO_SLOW, tooSlow.record());
        }
        if (failure instanceof ActionTooLarge tooMany) {
            return new UploadFailure(Reason.TOO_LARGE, tooMany.record());
        }
        if (failure instanceof RunSpoiled spoiled) {
            return new UploadFailure(Reason.SPOILED, spoiled.record());
        }
        if (failure instanceof UploadTooLarge) {
            return new UploadFailure(Reason.TOGETHER, null);
        }
        FailureKind kind = FailureKind.of(failure);
        if (kind == FailureKind.CONFLICT) {
            return new UploadFailure(Reason.CONFLICT, null);
        }
        if (failure instanceof RunPrevented prevented) {
            FailureKind prevents = prevented.kind();
            boolean isNew = upload.ids().contains(prevented.record());
            return isNew
                    ? new UploadFailure(
                            prevents == FailureKind.MISSING ? Reason.WAITS : Reason.FAILING, prevented.record())
                    : new UploadFailure(prevents == FailureKind.AWAY ? Reason.AWAY : Reason.WAITS, null);
        }
        if (kind == FailureKind.AWAY) {
            return new UploadFailure(Reason.AWAY, null);
        }
        return new UploadFailure(failure instanceof ScopeFailed ? Reason.WAITS : Reason.FAILING, null);
    }

    /** {@return whether parts of the upload may succeed} */
    boolean isDivisible() {
        return reason != Reason.CONFLICT && reason != Reason.AWAY;
    }
}
