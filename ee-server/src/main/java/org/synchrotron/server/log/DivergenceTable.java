package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;

/** Compares known effects with applied changes: the table {@code action_modified_rows} with {@code applied_changes}. */
public final class DivergenceTable {

    /** A row for which a record's known effects differ from what the record did in its last run. */
    public record Divergence(ActionId record, RowRef row) {}

    private static final String DIVERGENT = """
            with known as (
                select action_record_id, table_name, row_id,
                    string_agg(operation || audience_key || forward_patches::text, ' ' order by sequence) as writes
                from synchrotron.action_modified_rows where action_record_id = any (:ids) group by 1, 2, 3
            ), applied as (
                select action_record_id, table_name, row_id,
                    string_agg(operation || audience_key || forward_patches::text, ' ' order by position) as writes
                from synchrotron.applied_changes where action_record_id = any (:ids) group by 1, 2, 3
            )
            select action_record_id, table_name, row_id
            from known full join applied using (action_record_id, table_name, row_id)
            where known.writes is distinct from applied.writes
            """;

    /**
     * The later corrections are materialized: otherwise the planner may take the index of rows, and read all of each row's history. Their changes
     * are looked up in a lateral query with an offset: the planner does not know how many corrections are later, and reads all changes of the log
     * where it expects many.
     */
    private static final String CORRECTED_LATER = """
            with first as (
                select %1$s from synchrotron.action_records r where r.id = any (:ids) order by %1$s limit 1
            ), later as materialized (
                select m.table_name, m.row_id
                from synchrotron.action_records r
                cross join lateral (
                    select table_name, row_id from synchrotron.action_modified_rows where action_record_id = r.id offset 0) m
                where r._tag = '%2$s' and (%1$s) > (select * from first)
            ), touched as (
                select table_name, row_id from synchrotron.action_modified_rows where action_record_id = any (:ids)
                union
                select table_name, row_id from synchrotron.applied_changes where action_record_id = any (:ids)
            )
            select distinct table_name, row_id from touched join later using (table_name, row_id)
            """.formatted(ReplayKey.sqlColumns("r"), SystemTags.CORRECTION);

    private final Handle sql;

    public DivergenceTable(Handle sql) {
        this.sql = sql;
    }

    /** {@return the rows for which the records' known effects differ from what they did in their last run} */
    public List<Divergence> among(Collection<ActionId> records) {
        return sql.createQuery(DIVERGENT)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> new Divergence(new ActionId(row.getString("action_record_id")), row(row)))
                .list();
    }

    /** {@return the rows that both these records wrote and a correction after the first of them} */
    public Set<RowRef> correctedLater(Collection<ActionId> records) {
        return new HashSet<>(sql.createQuery(CORRECTED_LATER)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> row(row))
                .list());
    }

    private static RowRef row(ResultSet row) throws SQLException {
        return new RowRef(row.getString("table_name"), row.getString("row_id"));
    }
}
