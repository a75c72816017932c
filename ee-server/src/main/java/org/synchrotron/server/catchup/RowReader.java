package org.synchrotron.server.catchup;

import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.server.catchup.RowsHeld.Reading;
import org.synchrotron.server.log.LogMoment;
import org.synchrotron.server.log.OwnOutcomes;
import org.synchrotron.server.log.RowSelection;
import org.synchrotron.server.log.TrackedRows;

/**
 * Reads a row delivery: the rows of its scope, and those that new records touched, as they are or gone; and the outcomes of the reader's
 * own records. All of it is read in the one snapshot of the transaction. Of a delivery that was cut the replica may hold parts: then those
 * of their rows that were touched since are read, and the rest. Thread-safe.
 */
final class RowReader {

    private final RowLimits limits;
    private final Supplier<RowDeliveryId> ids;

    RowReader(RowLimits limits, Supplier<RowDeliveryId> ids) {
        this.limits = limits;
        this.ids = ids;
    }

    /**
     * Reads the delivery in the role of the reader.
     *
     * @param now the end of the log in the snapshot
     * @param base no record of the log has a later clock
     */
    void read(UserId reader, ReplicaPosition position, LogMoment now, HybridTimestamp base, RowSink sink, Handle sql) {
        long head = now.end().ingestId();
        List<TrackedRows.Table> tables = TrackedRows.tables(sql);
        Reading reading = Reading.of(position, now, TrackedRows.shape(tables));
        RowsHeld held = held(position, reading, now, sql);
        RowSelection selection =
                new RowSelection(reading.whole(), reading.after(), head, held == null ? null : held.rest());
        TrackedRows rows = new TrackedRows(selection, tables, sql);
        RowDeliveryId delivery = ids.get();
        RowParts parts =
                new RowParts(delivery, limits, sink, place -> new RowsHeld(reading, place).point(position.seal()));
        sink.begin(
                now.audiences(),
                new RowsStart(
                        reader,
                        delivery,
                        reading.audiences(),
                        reading.after(),
                        reading.whole(),
                        rows.count(),
                        held != null));
        rows.read(parts);
        outcomes(reader, position, head, parts, sql);
        parts.end();
        sink.end(new RowsEnd(delivery, parts.last(), head, position.seal().cursor(now.end()), base));
    }

    /** {@return what the replica holds of such a reading; null if that is nothing, or of no use any more} */
    private static @Nullable RowsHeld held(ReplicaPosition position, Reading reading, LogMoment now, Handle sql) {
        RowsHeld held = position.held();
        boolean useful = held != null
                && held.reading().isLike(reading)
                && held.reading().end().ingestId() >= now.rowsBefore()
                && held.reading().end().isIn(sql);
        return useful ? held : null;
    }

    private static void outcomes(UserId reader, ReplicaPosition position, long head, RowParts parts, Handle sql) {
        OwnOutcomes own = new OwnOutcomes(sql);
        if (position.isAnew()) {
            own.all(reader, head, parts::outcome);
        } else if (position.cursor() == 0) {
            own.all(reader, position.client(), head, parts::outcome);
        } else {
            own.changed(reader, position.cursor(), head, parts::outcome);
        }
    }
}
