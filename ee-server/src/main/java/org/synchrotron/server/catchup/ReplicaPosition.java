package org.synchrotron.server.catchup;

import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.log.CursorSeal;
import org.synchrotron.server.log.LogMoment;

/**
 * What a replica holds and needs, as far as it decides what it is sent next. Immutable.
 *
 * @param seal writes its cursors
 * @param cursor the ingest id up to which it holds the log; 0 if it holds nothing
 * @param place the same place, as it was named when the log was read up to there; null if it holds nothing
 * @param base of records with this clock or an earlier one it holds only the rows; null if there are none
 * @param history whether it wants records instead of rows wherever they can be had
 * @param need rows that it asks for, whether they are new or not
 * @param held the parts that it has of a row delivery that was cut; null if there are none
 */
public record ReplicaPosition(
        CursorSeal seal,
        long cursor,
        @Nullable Cursor place,
        @Nullable HybridTimestamp base,
        boolean history,
        RowScope need,
        @Nullable RowsHeld held) {

    ClientId client() {
        return seal.client();
    }

    /** {@return whether the log still has the place up to which it holds it} */
    boolean isOf(LogMoment now) {
        Cursor held = place;
        return held == null
                || now.held().filter(there -> seal.isOf(held, there)).isPresent();
    }

    /** {@return whether the log lacks records that it does not hold, because they were removed} */
    boolean isBelowFloor(LogMoment now) {
        return cursor < now.rowsBefore();
    }

    /** {@return the same, which needs all rows, and holds what it holds} */
    ReplicaPosition withoutHistory() {
        return cursor == 0 ? this : new ReplicaPosition(seal, cursor, place, base, history, RowScope.ALL, held);
    }

    /** {@return whether a record with this clock must not come as a record} */
    boolean isBased(HybridTimestamp clock) {
        return base != null && clock.compareTo(base) <= 0;
    }

    /** {@return the rows that come whether they were touched or not, if rows come} */
    RowScope whole() {
        return cursor == 0 ? RowScope.ALL : need;
    }

    /** {@return whether it holds another log than this, or says so: all rows come, and what this log says of all records of its user} */
    boolean isAnew() {
        return cursor == 0 && need.all();
    }
}
