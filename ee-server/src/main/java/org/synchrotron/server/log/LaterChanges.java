package org.synchrotron.server.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;

/**
 * Finds the applied changes in rows of an audience by records after a key: what a run at that key must not see. The transaction must be
 * in the engine's scope. As thread-safe as its handle.
 */
public final class LaterChanges {

    /**
     * Rows of an audience that a run reads.
     *
     * @param named whether only rows that the run names. Later records that name one of them run again themselves, so the changes of
     *     records that name rows are not wanted.
     */
    public record Read(String audience, boolean named) {}

    /**
     * An applied change.
     *
     * @param key the key of its record
     * @param position its position in {@code applied_changes}
     * @param audience the audience of its row
     * @param isTied whether a foreign key ties its row to others, so that it cannot be undone alone
     */
    public record LaterChange(ReplayKey key, long position, String audience, boolean isTied) {}

    private static final String CHANGES = """
            select distinct on (c.position) %s, c.position, c.audience_key, synchrotron.is_tied(c.table_name, c.operation, c.forward_patches) as tied
            from unnest(:audiences, :named, :times, :counters, :clients, :ids)
                as k (audience, named, key_time, key_counter, key_client, key_id)
            join synchrotron.grant_audiences g on g.audience_key = k.audience
            join synchrotron.footprints f on f.write_set = g.grant_id and not (k.named and f.names_rows)
            cross join lateral (
                select * from synchrotron.action_records r where r.footprint_id = f.id and %s) as r
            join synchrotron.applied_changes c on c.action_record_id = r.id and c.audience_key = k.audience
            where r.id <> all (:running)
            order by c.position
            """.formatted(ReplayKey.sqlColumns("r"), FootprintTable.AFTER_KEY);

    private final Handle sql;

    public LaterChanges(Handle sql) {
        this.sql = sql;
    }

    /**
     * {@return the changes, in the order in which they were applied}
     *
     * @param reads what is read, each with the key after which changes are wanted
     * @param running records whose changes are not wanted
     */
    public List<LaterChange> in(Map<Read, ReplayKey> reads, Collection<ActionId> running) {
        return FootprintTable.bind(sql.createQuery(CHANGES), List.copyOf(reads.values()))
                .bindArray(
                        "audiences",
                        String.class,
                        reads.keySet().stream().map(Read::audience).toList())
                .bindArray(
                        "named",
                        Boolean.class,
                        reads.keySet().stream().map(Read::named).toList())
                .bindArray("running", UUID.class, RecordTable.uuids(running))
                .map((row, context) -> new LaterChange(
                        ReplayKeySql.read(row),
                        row.getLong("position"),
                        row.getString("audience_key"),
                        row.getBoolean("tied")))
                .list();
    }
}
