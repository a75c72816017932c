package org.synchrotron.client.store;

import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

/**
 * A record's place in replay order and how it stands, without what it says.
 *
 * @param pending whether the server has not accepted it, be it quarantined or not
 * @param rejected whether the server has decided that it is a no-op
 * @param applied null if its effects are not in the tables
 */
public record RecordSummary(
        ReplayKey key,
        String tag,
        UserId author,
        boolean pending,
        boolean rejected,
        @Nullable Applied applied) {

    /** {@return whether business logic stands behind it} */
    public boolean isBase() {
        return !SystemTags.isSystem(tag);
    }

    public boolean isCorrection() {
        return SystemTags.isCorrection(tag);
    }

    public ActionId id() {
        return key.id();
    }
}
