package org.synchrotron.server.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Access to the table {@code applied_changes}: the row changes that the triggers captured when records last ran, with which they
 * can be undone. As thread-safe as its handle.
 */
public final class AppliedChanges {

    private static final String HIDDEN = """
            select table_name, row_id, audience_key, operation, forward_patches, reverse_patches
            from synchrotron.applied_changes c
            where action_record_id = :id
                and exists (select from synchrotron.grant_audiences g
                    where g.grant_id = :grant and g.audience_key = c.audience_key)
                and not exists (select from synchrotron.grant_audiences g
                    where g.grant_id = any (:covered) and g.audience_key = c.audience_key)
            order by position
            """;

    /** How many changes the driver holds at once. */
    private static final int FETCHED = 500;

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

    /** {@return the position of the record's latest change; 0 if it has none} */
    public long lastPosition(ActionId record) {
        return sql.createQuery(
                        "select coalesce(max(position), 0) from synchrotron.applied_changes where action_record_id = :id")
                .bind("id", record.uuid())
                .mapTo(Long.class)
                .one();
    }

    /** Undoes the record's changes after a position, as far as they are of rows of these grants. */
    public void keepHiddenRows(ActionId record, long position, List<Long> covered) {
        sql.createQuery("select synchrotron.keep_hidden_rows(:id, :position, :covered)::text")
                .bind("id", record.uuid())
                .bind("position", position)
                .bindArray("covered", Long.class, covered)
                .mapTo(String.class)
                .one();
    }

    /** {@return the record's changes of rows of this grant and of none of the others, in the order of execution} */
    public List<RowChange> hidden(ActionId record, long grant, List<Long> covered) {
        return sql.createQuery(HIDDEN)
                .bind("id", record.uuid())
                .bind("grant", grant)
                .bindArray("covered", Long.class, covered)
                .map((row, context) -> EffectTable.captured(row))
                .list();
    }

    /** {@return the rows that the records wrote when they last ran, by record} */
    public Map<ActionId, Set<RowRef>> rowsOf(Collection<ActionId> records) {
        Map<ActionId, Set<RowRef>> rows = new HashMap<>();
        sql.createQuery("""
                        select action_record_id, table_name, row_id
                        from synchrotron.applied_changes where action_record_id = any (:ids)
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .setFetchSize(FETCHED)
                .map((row, context) -> Map.entry(
                        EffectTable.recordOf(row), new RowRef(row.getString("table_name"), row.getString("row_id"))))
                .forEach(each -> rows.computeIfAbsent(each.getKey(), id -> new HashSet<>())
                        .add(each.getValue()));
        return rows;
    }

    /** {@return the records' applied changes, by record, in the order of execution} */
    public Map<ActionId, List<RowChange>> of(Collection<ActionId> records) {
        return of(records, Integer.MAX_VALUE).orElseThrow();
    }

    /** {@return the same; empty if they are more than {@code most}, of which no more are read} */
    public Optional<Map<ActionId, List<RowChange>>> of(Collection<ActionId> records, int most) {
        List<Map.Entry<ActionId, RowChange>> all = sql.createQuery("""
                        select action_record_id, table_name, row_id, audience_key, operation, forward_patches, reverse_patches
                        from synchrotron.applied_changes where action_record_id = any (:ids) order by position limit :most::bigint + 1
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .bind("most", most)
                .setFetchSize(FETCHED)
                .map((row, context) ->
                        Map.entry(new ActionId(row.getString("action_record_id")), EffectTable.captured(row)))
                .list();
        return all.size() > most
                ? Optional.empty()
                : Optional.of(all.stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
    }
}
