package org.synchrotron.server.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;

/**
 * The table {@code touched_constraints}: the shared constraints that runs of records may have read or written. The transaction must
 * be in the engine's scope. As thread-safe as its handle.
 */
public final class TouchedConstraints {

    /** A record's own footprint has some of them already. */
    private static final String BEYOND_FOOTPRINT = """
            select t.action_record_id, t.audience_key
            from synchrotron.touched_constraints t
            left join synchrotron.action_records r on r.id = t.action_record_id
            left join synchrotron.footprints f on f.id = r.footprint_id
            where t.action_record_id = any (:ids) and not exists (
                select from synchrotron.grant_audiences g
                where g.grant_id = f.shared_set and g.audience_key = t.audience_key)
            """;

    private final Handle sql;

    public TouchedConstraints(Handle sql) {
        this.sql = sql;
    }

    /**
     * Notes all shared constraints for records whose run was undone. What the run touched is unknown, because undoing it undid the
     * notes, too.
     */
    public void noteAll(Collection<ActionId> undone) {
        if (!undone.isEmpty()) {
            sql.createUpdate("""
                            insert into synchrotron.touched_constraints
                            select each, s.audience_key from unnest(:ids) as each cross join synchrotron.shared_constraints s
                            on conflict do nothing
                            """)
                    .bindArray("ids", UUID.class, RecordTable.uuids(undone))
                    .execute();
        }
    }

    /** {@return the constraints that the records touched and that are not in their footprints, by record} */
    public Map<ActionId, Set<String>> beyondFootprints(Collection<ActionId> records) {
        Map<ActionId, Set<String>> touched = new HashMap<>();
        sql.createQuery(BEYOND_FOOTPRINT)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> Map.entry(EffectTable.recordOf(row), row.getString("audience_key")))
                .forEach(each -> touched.computeIfAbsent(each.getKey(), id -> new HashSet<>())
                        .add(each.getValue()));
        return touched;
    }
}
