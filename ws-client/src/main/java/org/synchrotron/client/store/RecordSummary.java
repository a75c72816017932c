package org.synchrotron.client.store;

import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

/** A record without its arguments: its place in replay order, its status, and which of its effects the tables contain. Immutable. */
public record RecordSummary(ReplayKey key, String tag, UserId author, RecordStatus status, Applied applied) {

    /** {@return whether it has business logic} */
    public boolean isBase() {
        return !SystemTags.isSystem(tag);
    }

    public boolean isCorrection() {
        return SystemTags.isCorrection(tag);
    }

    /** {@return whether some of its effects are in the tables} */
    public boolean isApplied() {
        return applied != Applied.NOTHING;
    }

    public ActionId id() {
        return key.id();
    }
}
