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
     * An applied change.
     *
     * @param key the key of its record
     * @param position its position in {@code applied_changes}
     * @param audience the audience of its row
     * @param isTied whether a foreign key ties its row to others, so that it cannot be undone alone
     */
    public record LaterChange(ReplayKey key, long position, String audience, boolean isTied) {}

    private static final String CHANGES = """
            select %s, c.position, c.audience_key, synchrotron.is_tied(c.table_name, c.operation, c.forward_patches) as tied
            from unnest(:audiences, :times, :counters, :clients, :ids)
                as k (audience, key_time, key_counter, key_client, key_id)
            join synchrotron.grant_audiences g on g.audience_key = k.audience
            join synchrotron.footprints f on f.write_set = g.grant_id
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
     * @param audiences audiences, each with the key after which changes are wanted
     * @param running records whose changes are not wanted
     */
    public List<LaterChange> in(Map<String, ReplayKey> audiences, Collection<ActionId> running) {
        return FootprintTable.bind(sql.createQuery(CHANGES), List.copyOf(audiences.values()))
                .bindArray("audiences", String.class, audiences.keySet())
                .bindArray("running", UUID.class, RecordTable.uuids(running))
                .map((row, context) -> new LaterChange(
                        ReplayKeySql.read(row),
                        row.getLong("position"),
                        row.getString("audience_key"),
                        row.getBoolean("tied")))
                .list();
    }
}
