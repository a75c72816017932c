package org.synchrotron.server.log;

import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;

/**
 * The ends of the log: its greatest ingest id and its greatest replay key, and the floor below which it was removed. Immutable.
 *
 * @param ingestId the greatest ingest id; 0 if the log is empty
 * @param latest the greatest replay key; null if the log is empty
 * @param floor the replay key of the last removed record, which is before that; null if none was removed
 */
public record LogHead(
        long ingestId, @Nullable ReplayKey latest, @Nullable ReplayKey floor) {

    /** {@return the clock reading of the greatest replay key; zero if the log is empty} */
    public HybridTimestamp clock() {
        return latest == null ? HybridTimestamp.ZERO : latest.clock();
    }

    /** {@return whether a record with this key would be the last in replay order} */
    public boolean isBefore(ReplayKey key) {
        return latest == null || latest.isBefore(key);
    }

    /** {@return whether this key lies in the part of the log that was removed} */
    public boolean isBelowFloor(ReplayKey key) {
        return floor != null && !floor.isBefore(key);
    }
}
