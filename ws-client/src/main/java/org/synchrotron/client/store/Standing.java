package org.synchrotron.client.store;

import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;

/**
 * A record's place in replay order and how it stands, without what it says.
 *
 * @param pending whether the server has not accepted it, be it set aside or not
 * @param applied null if its effects are not in the tables
 */
public record Standing(
        ReplayKey key,
        String tag,
        boolean pending,
        @Nullable Applied applied) {

    public ActionId id() {
        return key.id();
    }
}
