package org.synchrotron.server.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Access to the table {@code applied_changes}: the row changes that the triggers captured when records last ran, with which they
 * can be undone. As thread-safe as its handle.
 */
public final class AppliedChanges {

    private final Handle sql;

    public AppliedChanges(Handle sql) {
        this.sql = sql;
    }

    /**
     * Undoes the records' changes in the tracked tables, and those at the positions, latest first.
     *
     * @param later positions of changes of other records, which are applied again by {@link #putBack}
     */
    public void undo(Collection<ActionId> records, Collection<Long> later) {
        sql.createQuery("select synchrotron.take_back(:ids, :positions)")
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .bindArray("positions", Long.class, later)
                .mapTo(Long.class)
                .one();
    }

    /** Applies the changes at these positions again, exactly as they were. */
    public void putBack(Collection<Long> positions) {
        sql.createQuery("select synchrotron.put_back(:positions)")
                .bindArray("positions", Long.class, positions)
                .mapTo(Long.class)
                .one();
    }

    /** {@return the rows that the records wrote when they last ran, by record} */
    public Map<ActionId, Set<RowRef>> rowsOf(Collection<ActionId> records) {
        Map<ActionId, Set<RowRef>> rows = new HashMap<>();
        sql.createQuery("""
                        select action_record_id, table_name, row_id
                        from synchrotron.applied_changes where action_record_id = any (:ids)
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> Map.entry(
                        EffectTable.recordOf(row), new RowRef(row.getString("table_name"), row.getString("row_id"))))
                .forEach(each -> rows.computeIfAbsent(each.getKey(), id -> new HashSet<>())
                        .add(each.getValue()));
        return rows;
    }

    /** {@return the records' applied changes, by record, in the order of execution} */
    public Map<ActionId, List<RowChange>> of(Collection<ActionId> records) {
        Map<ActionId, List<RowChange>> applied = new HashMap<>();
        sql.createQuery("""
                        select action_record_id, table_name, row_id, audience_key, operation, forward_patches, reverse_patches
                        from synchrotron.applied_changes where action_record_id = any (:ids) order by position
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) ->
                        Map.entry(new ActionId(row.getString("action_record_id")), EffectTable.captured(row)))
                .forEach(each -> applied.computeIfAbsent(each.getKey(), id -> new ArrayList<>())
                        .add(each.getValue()));
        return applied;
    }
}
