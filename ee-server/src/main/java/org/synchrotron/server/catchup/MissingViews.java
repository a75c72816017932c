package org.synchrotron.server.catchup;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.FurtherViewTable;
import org.synchrotron.server.log.RecordTable;

/**
 * Finds the records that a reader is about to pass and that also concern rows hidden from their authors, where the reader's view of them is
 * not stored yet (rule 7). Thread-safe.
 */
final class MissingViews {

    /** How many records are looked at, and added a view to, at once. */
    private static final int CHUNK = 200;

    private final HiddenRowActions hidden;

    MissingViews(HiddenRowActions hidden) {
        this.hidden = hidden;
    }

    /** {@return whether a delivery has records that also concern rows hidden from their authors, whoever reads it} */
    boolean mayConcern(Delivery delivery) {
        return delivery.entries().stream().map(LogEntry::record).anyMatch(hidden::concernHiddenRows);
    }

    /** {@return those of a delivery's records} */
    List<ActionId> of(Delivery delivery, Handle sql) {
        List<ActionId> concerned = delivery.entries().stream()
                .map(LogEntry::record)
                .filter(record -> !record.author().equals(delivery.userId()) && hidden.concernHiddenRows(record))
                .map(ActionRecord::id)
                .toList();
        return missing(concerned, delivery.userId(), sql);
    }

    /**
     * {@return some of the records up to the head that a row delivery passes; empty if there are none} Rows that were asked for bring the
     * reader past all records, not only the new ones.
     */
    List<ActionId> of(Caller reader, ReplicaPosition position, long head, Handle sql) {
        if (hidden.tags().isEmpty()) {
            return List.of();
        }
        long after = position.whole().comprisesNothing() ? position.cursor() : 0;
        List<ActionId> tagged = RoleScope.as(
                reader, sql, () -> new FurtherViewTable(sql).tagged(hidden.tags(), reader.user(), after, head));
        List<ActionId> missing = missing(tagged, reader.user(), sql);
        List<ActionId> concerned = new ArrayList<>();
        for (int from = 0; from < missing.size() && concerned.isEmpty(); from += CHUNK) {
            concerned.addAll(concerned(missing.subList(from, Math.min(missing.size(), from + CHUNK)), reader, sql));
        }
        return concerned;
    }

    private List<ActionId> concerned(List<ActionId> some, Caller reader, Handle sql) {
        return RoleScope.as(reader, sql, () -> new RecordTable(sql).find(some)).stream()
                .map(found -> found.record())
                .filter(hidden::concernHiddenRows)
                .map(ActionRecord::id)
                .toList();
    }

    private static List<ActionId> missing(List<ActionId> records, UserId user, Handle sql) {
        return records.isEmpty()
                ? records
                : RoleScope.asEngine(sql, () -> new FurtherViewTable(sql).missing(records, user));
    }
}
