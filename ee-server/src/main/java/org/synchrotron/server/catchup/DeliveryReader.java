package org.synchrotron.server.catchup;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.ArrivedRecord;
import org.synchrotron.server.log.EffectStream;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.LogMoment;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;

/**
 * Reads what a replica is sent next, as records or as rows (rule 14), under its user's role and all in one snapshot of the database.
 * Thread-safe.
 *
 * <p>Records come if they fit and the replica can place them. Rows come if the replica asks for some, if a new record is not after its
 * base, if one commit does not fit, and if more is new than fits and the replica does not want the history. All rows come if records that
 * the replica does not hold were removed from the log.
 */
public final class DeliveryReader {

    /** How many records are read at once. A delivery of large records holds fewer; the others are read again later. */
    private static final int CHUNK = 64;

    /** What was found: the records, if it is those that come; otherwise what the replica needs. */
    private record Found(
            LogMoment now,
            ReplicaPosition position,
            @Nullable Delivery delivery) {}

    /**
     * Records that come next, and the moment in which they were read.
     *
     * @param delivery without records if the reader may see none up to the head
     */
    record Records(LogMoment now, Delivery delivery) {}

    private final DeliveryLimits limits;
    private final RowReader rows;
    private final MissingViews views;
    private final UnreadableListener unreadable;

    /**
     * A reader of deliveries.
     *
     * @param hidden the actions that also concern rows that their author cannot see (rule 7)
     * @param unreadable receives the records that are left out of a delivery, because they cannot be read
     * @param rowDeliveries gives the ids of row deliveries, each another one
     */
    public DeliveryReader(
            DeliveryLimits limits,
            RowLimits rowLimits,
            HiddenRowActions hidden,
            UnreadableListener unreadable,
            Supplier<RowDeliveryId> rowDeliveries) {
        this.limits = limits;
        this.rows = new RowReader(rowLimits, rowDeliveries);
        this.views = new MissingViews(hidden);
        this.unreadable = unreadable;
    }

    /**
     * {@return the next delivery after the cursor; without records if the reader may see none up to the head} Or the records that it
     * would pass before the reader's further view of them is stored; or that rows have come instead, into the sink.
     *
     * @param sql a handle in a transaction of its own, in which everything is read from one snapshot
     * @throws LogReplaced if the log does not have the place of the position any more
     */
    public Reading next(Caller reader, ReplicaPosition position, RowSink sink, Handle sql) {
        Found found = RoleScope.as(reader, sql, () -> find(reader, position, sql));
        Delivery delivery = found.delivery();
        if (delivery == null) {
            return rows(reader, found.position(), found.now(), sink, sql);
        }
        List<ActionId> missing = views.of(delivery, sql);
        return missing.isEmpty()
                ? new Reading.Ready(found.now().audiences(), delivery)
                : new Reading.ViewsMissing(missing);
    }

    /** {@return the records that come next, read as {@link #next} reads them; empty if rows come, or a further view is missing} */
    Optional<Records> records(Caller reader, ReplicaPosition position, Handle sql) {
        Found found = RoleScope.as(reader, sql, () -> find(reader, position, sql));
        return Optional.ofNullable(found.delivery())
                .filter(delivery -> views.of(delivery, sql).isEmpty())
                .map(delivery -> new Records(found.now(), delivery));
    }

    /** {@return whether a delivery has a record of which its reader may need a further view} */
    boolean concernsHiddenRows(Delivery delivery) {
        return views.mayConcern(delivery);
    }

    private Reading rows(Caller reader, ReplicaPosition position, LogMoment now, RowSink sink, Handle sql) {
        List<ActionId> missing = views.of(reader, position, now.end().ingestId(), sql);
        if (!missing.isEmpty()) {
            return new Reading.ViewsMissing(missing);
        }
        HybridTimestamp base =
                RoleScope.asEngine(sql, () -> new RecordTable(sql).head().clock());
        return RoleScope.as(reader, sql, () -> {
            rows.read(reader.user(), position, now, base, sink, sql);
            return new Reading.Rows();
        });
    }

    private Found find(Caller reader, ReplicaPosition position, Handle sql) {
        LogMoment now = LogMoment.now(position.cursor(), sql);
        if (!position.isOf(now)) {
            throw new LogReplaced(position.cursor());
        }
        if (position.isBelowFloor(now)) {
            return new Found(now, position.withoutHistory(), null);
        }
        Delivery delivery = position.need().comprisesNothing() ? records(reader, position, now, sql) : null;
        return new Found(now, position, delivery);
    }

    /** {@return the records; null if rows are to come} */
    private @Nullable Delivery records(Caller reader, ReplicaPosition position, LogMoment now, Handle sql) {
        LogPosition end = now.end();
        long head = end.ingestId();
        if (cannotFit(position, head, sql)) {
            return null;
        }
        RecordTable records = new RecordTable(sql);
        DeliveryBuilder builder = new DeliveryBuilder(limits, unreadable);
        long upTo = position.cursor();
        while (upTo < head && !builder.isFull()) {
            List<ArrivedRecord> arrived = records.arrived(upTo, head, CHUNK);
            fill(builder, arrived, sql);
            boolean all = !builder.isFull() && arrived.size() < CHUNK;
            upTo = all ? head : builder.upTo();
        }
        if (builder.isTooLarge() || (builder.isFull() && !position.history()) || isBased(position, builder)) {
            return null;
        }
        List<LogEntry> entries = VisibleCorrections.only(builder.entries(), sql);
        return new Delivery(
                reader.user(),
                AudiencesDigest.of(now.audiences()),
                position.cursor(),
                upTo,
                head,
                position.seal().cursor(upTo == head ? end : place(upTo, sql)),
                entries,
                List.of());
    }

    private static LogPosition place(long ingestId, Handle sql) {
        return LogPosition.at(ingestId, sql).orElseThrow(() -> new LogReplaced(ingestId));
    }

    /** A cheap look, which saves reading records in vain. For a replica with a cursor it is not worth it where little is new. */
    private boolean cannotFit(ReplicaPosition position, long head, Handle sql) {
        return !position.history()
                && (position.cursor() == 0 || head - position.cursor() > CHUNK)
                && new EffectTable(sql).exceed(position.cursor(), head, limits.records(), limits.rowChanges());
    }

    private static boolean isBased(ReplicaPosition position, DeliveryBuilder builder) {
        return builder.entries().stream()
                .anyMatch(entry -> position.isBased(entry.record().clock()));
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
