package org.synchrotron.server.log;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.SystemTags;

/**
 * The table {@code synchrotron.floor}: up to where the log was removed. The transaction must be in the engine's scope. As thread-safe as its
 * handle.
 */
public final class FloorTable {

    /**
     * The floor of the log.
     *
     * @param key the replay key of the last removed record
     * @param rowsBefore a client that does not hold the log up to this ingest id gets rows
     * @param removed how many records were removed so far
     */
    public record Floor(ReplayKey key, long rowsBefore, long removed) {}

    private final Handle sql;

    public FloorTable(Handle sql) {
        this.sql = sql;
    }

    /** {@return the floor; empty if no record was removed yet} */
    public Optional<Floor> floor() {
        return sql.createQuery(
                        "select %s, rows_before, removed from synchrotron.floor".formatted(ReplayKey.SQL_COLUMNS))
                .map((row, context) ->
                        new Floor(ReplayKeySql.read(row), row.getLong("rows_before"), row.getLong("removed")))
                .findOne();
    }

    /** {@return the clock time of the first action that the log has or had; empty if there was none} */
    public Optional<Long> start() {
        return sql.createQuery("""
                        select coalesce((select log_start_ms from synchrotron.floor), (
                            select clock_time_ms from synchrotron.action_records where _tag not in (:correction, :adoption)
                            order by %s limit 1)) as start
                        """.formatted(ReplayKey.SQL_COLUMNS))
                .bind("correction", SystemTags.CORRECTION)
                .bind("adoption", SystemTags.ADOPTION)
                .map((row, context) -> Optional.ofNullable(row.getObject("start", Long.class)))
                .one();
    }
}
