package org.synchrotron.server.log;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;

/** Finds the records that are so old that they can be removed. The transaction must be in the engine's scope. As thread-safe as its handle. */
public final class OldRecords {

    /**
     * The first record that has to stay keeps all after it: one whose clock or arrival is not old, one whose outcome changed lately, one that is about to be
     * withdrawn, and the last one that arrived, at which the log ends.
     */
    private static final String BEGINNING = """
            select %1$s from (
                select r.*, bool_and(r.clock_time_ms < :before_ms and r.server_ingested_at < :before
                        and r.server_ingest_id < synchrotron.head()
                        and not exists (
                            select from synchrotron.withdrawals w where w.record_id = r.id and w.withdrawn_at is null)
                        and not exists (
                            select from synchrotron.outcome_changes o join synchrotron.action_records c on c.id = o.correction_id
                            where o.record_id = r.id and c.server_ingested_at >= :before))
                    over (order by %2$s) as are_old
                from (select * from synchrotron.action_records order by %2$s limit :limit) r) r
            where r.are_old order by %2$s
            """.formatted(RecordTable.COLUMNS, ReplayKey.SQL_COLUMNS);

    private final Handle sql;

    public OldRecords(Handle sql) {
        this.sql = sql;
    }

    /**
     * {@return the first records of the log in replay order, as far as they are old by their clocks and by their arrival}
     *
     * @param before what is from before this time is old
     */
    public List<LoggedRecord> beginning(Instant before, int limit) {
        return sql.createQuery(BEGINNING)
                .bind("before_ms", before.toEpochMilli())
                .bind("before", SqlTime.of(before))
                .bind("limit", limit)
                .map((row, context) -> RecordTable.read(row))
                .list();
    }
}
