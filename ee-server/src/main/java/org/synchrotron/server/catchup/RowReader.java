package org.synchrotron.server.catchup;

import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.ServerMessage.RowsEnd;
import org.synchrotron.protocol.ServerMessage.RowsStart;
import org.synchrotron.server.log.LogMoment;
import org.synchrotron.server.log.OwnOutcomes;
import org.synchrotron.server.log.RowSelection;
import org.synchrotron.server.log.TrackedRows;

/**
 * Reads a row delivery: the rows of its scope, and those that new records touched, as they are or gone; and the outcomes of the reader's
 * own records. All of it is read in the one snapshot of the transaction. Thread-safe.
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
        TrackedRows rows = new TrackedRows(new RowSelection(position.whole(), position.cursor(), head), sql);
        RowDeliveryId delivery = ids.get();
        RowParts parts = new RowParts(delivery, limits, sink);
        sink.begin(
                now.audiences(),
                new RowsStart(
                        reader,
                        delivery,
                        AudiencesDigest.of(now.audiences()),
                        position.cursor(),
                        position.whole(),
                        rows.count(),
                        false));
        rows.read(parts);
        outcomes(reader, position, head, parts, sql);
        parts.end();
        sink.end(new RowsEnd(delivery, parts.last(), head, position.seal().cursor(now.end()), base));
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
