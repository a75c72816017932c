package org.synchrotron.server.catchup;

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

/** Reads the next delivery for a reader, in a short transaction of its own, under the reader's role. Thread-safe. */
public final class DeliveryReader {

    /** Records that are read at once. A delivery of large ones holds fewer, and what it cannot hold was read in vain. */
    private static final int CHUNK = 64;

    private final Portion portion;

    public DeliveryReader(Portion portion) {
        this.portion = portion;
    }

    /**
     * {@return what comes next behind the cursor}
     *
     * <p>The head is read first: whatever commits later has a greater ingest id, so up to the head nothing is missing.
     */
    public Delivery next(Caller reader, long cursor, Handle sql) {
        RoleScope.enter(sql, reader);
        RecordTable records = new RecordTable(sql);
        long head = records.lastIngestId();
        Filling filling = new Filling(portion);
        long upTo = cursor;
        while (upTo < head && filling.room() > 0) {
            int limit = Math.min(CHUNK, filling.room());
            List<ArrivedRecord> arrived = records.arrived(upTo, head, limit);
            int taken = take(arrived, filling, sql);
            if (taken == arrived.size() && taken < limit) {
                upTo = head;
            } else if (taken > 0) {
                upTo = arrived.get(taken - 1).ingestId();
            }
            if (taken < arrived.size()) {
                break;
            }
        }
        return new Delivery(Math.max(upTo, cursor), head, VisibleOutcomes.only(filling.entries(), sql));
    }

    /** {@return how many of the records fitted} */
    private static int take(List<ArrivedRecord> arrived, Filling filling, Handle sql) {
        if (arrived.isEmpty()) {
            return 0;
        }
        List<ActionId> ids = arrived.stream().map(ArrivedRecord::id).toList();
        try (EffectStream effects = new EffectTable(sql).forward(ids)) {
            int taken = 0;
            while (taken < arrived.size() && filling.take(arrived.get(taken), effects)) {
                taken++;
            }
            return taken;
        }
    }
}
