package org.synchrotron.server.catchup;

import java.util.Iterator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.ArrivedRecord;
import org.synchrotron.server.log.EffectStream;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;

/** Reads the next delivery for a user, under the user's role. Thread-safe. */
public final class DeliveryReader {

    /** How many records are read at once. A delivery of large records holds fewer; the others are read again later. */
    private static final int CHUNK = 64;

    private final DeliveryLimits limits;

    private final UnreadableListener unreadable;

    /** A reader that tells nobody of records that it cannot read. */
    public DeliveryReader(DeliveryLimits limits) {
        this(limits, UnreadableListener.NONE);
    }

    /** @param unreadable receives the records that are left out of a delivery, because they cannot be read */
    public DeliveryReader(DeliveryLimits limits, UnreadableListener unreadable) {
        this.limits = limits;
        this.unreadable = unreadable;
    }

    /**
     * {@return the next delivery after the cursor; without records if the reader may see none up to the head}
     *
     * <p>The head is read first. Records that are committed later have greater ingest ids, so no record up to the head is
     * missing.
     *
     * @param cursor the ingest id up to which the client holds the log
     * @param sql a handle in a short transaction of its own
     */
    public Delivery next(Caller reader, long cursor, Handle sql) {
        return RoleScope.as(reader, sql, () -> read(reader, cursor, sql));
    }

    private Delivery read(Caller reader, long cursor, Handle sql) {
        RecordTable records = new RecordTable(sql);
        long head = records.lastIngestId();
        DeliveryBuilder builder = new DeliveryBuilder(limits, unreadable);
        long upTo = cursor;
        while (upTo < head && !builder.isFull()) {
            List<ArrivedRecord> arrived = records.arrived(upTo, head, CHUNK);
            fill(builder, arrived, sql);
            boolean all = !builder.isFull() && arrived.size() < CHUNK;
            upTo = all ? head : builder.upTo();
        }
        return new Delivery(reader.user(), cursor, upTo, head, VisibleCorrections.only(builder.entries(), sql));
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
