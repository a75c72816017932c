package org.synchrotron.server.catchup;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;

/** Reads the next delivery for a reader, in a short transaction of its own, under the reader's role. Thread-safe. */
public final class DeliveryReader {

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
        List<LoggedRecord> arrived = records.arrived(cursor, head, portion.records());
        List<LoggedRecord> chosen = portion.of(arrived, new EffectTable(sql).weights(ids(arrived)));
        boolean all = chosen.size() == arrived.size() && arrived.size() < portion.records();
        long upTo = all ? head : chosen.get(chosen.size() - 1).acceptance().ingestId();
        return new Delivery(upTo, head, VisibleOutcomes.only(entries(chosen, sql), sql));
    }

    private static List<LogEntry> entries(List<LoggedRecord> chosen, Handle sql) {
        Map<ActionId, List<RowChange>> effects = new EffectTable(sql).forwardOf(ids(chosen));
        return chosen.stream()
                .map(each -> each.with(effects.getOrDefault(each.record().id(), List.of())))
                .toList();
    }

    private static List<ActionId> ids(List<LoggedRecord> records) {
        return records.stream().map(each -> each.record().id()).toList();
    }
}
