package org.synchrotron.server.catchup;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.ArrivedRecord;
import org.synchrotron.server.log.EffectStream;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.FurtherViewTable;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;

/** Reads the next delivery for a user, under the user's role. Thread-safe. */
public final class DeliveryReader {

    /** How many records are read at once. A delivery of large records holds fewer; the others are read again later. */
    private static final int CHUNK = 64;

    private final DeliveryLimits limits;

    private final UnreadableListener unreadable;

    private final Predicate<ActionRecord> concernsHiddenRows;

    /**
     * A reader that tells nobody of records that it cannot read.
     *
     * @param concernsHiddenRows whether a record also concerns rows that its author cannot see (rule 7)
     */
    public DeliveryReader(DeliveryLimits limits, Predicate<ActionRecord> concernsHiddenRows) {
        this(limits, concernsHiddenRows, UnreadableListener.NONE);
    }

    /** @param unreadable receives the records that are left out of a delivery, because they cannot be read */
    public DeliveryReader(
            DeliveryLimits limits, Predicate<ActionRecord> concernsHiddenRows, UnreadableListener unreadable) {
        this.limits = limits;
        this.concernsHiddenRows = concernsHiddenRows;
        this.unreadable = unreadable;
    }

    /**
     * {@return the next delivery after the cursor; without records if the reader may see none up to the head} Or the records that it
     * would pass before the reader's further view of them is stored.
     *
     * <p>The head is read first. Records that are committed later have greater ingest ids, so no record up to the head is
     * missing.
     *
     * @param cursor the ingest id up to which the client holds the log
     * @param sql a handle in a short transaction of its own
     */
    public Reading next(Caller reader, long cursor, Handle sql) {
        Delivery delivery = RoleScope.as(reader, sql, () -> read(reader, cursor, sql));
        List<ActionId> missing = missingViews(delivery, sql);
        return missing.isEmpty() ? new Reading.Ready(delivery) : new Reading.ViewsMissing(missing);
    }

    private List<ActionId> missingViews(Delivery delivery, Handle sql) {
        List<ActionId> concerned = delivery.entries().stream()
                .map(LogEntry::record)
                .filter(record -> !record.author().equals(delivery.userId()) && concernsHiddenRows.test(record))
                .map(ActionRecord::id)
                .toList();
        return concerned.isEmpty()
                ? concerned
                : RoleScope.asEngine(sql, () -> new FurtherViewTable(sql).missing(concerned, delivery.userId()));
    }

    private Delivery read(Caller reader, long cursor, Handle sql) {
        RecordTable records = new RecordTable(sql);
        LogPosition end = LogPosition.head(sql);
        long head = end.ingestId();
        DeliveryBuilder builder = new DeliveryBuilder(limits, unreadable);
        long upTo = cursor;
        while (upTo < head && !builder.isFull()) {
            List<ArrivedRecord> arrived = records.arrived(upTo, head, CHUNK);
            fill(builder, arrived, sql);
            boolean all = !builder.isFull() && arrived.size() < CHUNK;
            upTo = all ? head : builder.upTo();
        }
        List<LogEntry> entries = VisibleCorrections.only(builder.entries(), sql);
        return new Delivery(reader.user(), cursor, upTo, head, end.at(upTo).cursor(), entries);
    }

    private static void fill(DeliveryBuilder builder, List<ArrivedRecord> arrived, Handle sql) {
        if (arrived.isEmpty()) {
            return;
        }
        List<ActionId> ids = arrived.stream().map(ArrivedRecord::id).toList();
        try (EffectStream effects = new EffectTable(sql).forward(ids)) {
            Iterator<ArrivedRecord> records = arrived.iterator();
            while (records.hasNext() && !builder.isFull()) {
                builder.take(records.next(), effects);
            }
        }
    }
}
