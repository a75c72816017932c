package org.synchrotron.server.catchup;

import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.RowScope;

/**
 * What a replica holds and needs, as far as it decides what it is sent next. Immutable.
 *
 * @param cursor the ingest id up to which it holds the log; 0 if it holds nothing
 * @param base of records with this clock or an earlier one it holds only the rows; null if there are none
 * @param history whether it wants records instead of rows wherever they can be had
 * @param need rows that it asks for, whether they are new or not
 */
public record ReplicaPosition(
        ClientId client, long cursor, @Nullable HybridTimestamp base, boolean history, RowScope need) {

    /** {@return whether a record with this clock must not come as a record} */
    boolean isBased(HybridTimestamp clock) {
        return base != null && clock.compareTo(base) <= 0;
    }

    /** {@return the rows that come whether they were touched or not, if rows come} */
    RowScope whole() {
        return cursor == 0 ? RowScope.ALL : need;
    }
}
