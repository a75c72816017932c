package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** The table {@code action_modified_rows}, the known effects, in the role of whoever holds the transaction. */
public final class EffectTable {

    private static final String COLUMNS =
            "action_record_id, table_name, row_id, audience_key, operation, forward_patches, reverse_patches ";

    /** How much of a record's effects the present role may see. */
    public record Weight(long rowChanges, long bytes) {

        public static final Weight NONE = new Weight(0, 0);
    }

    private final Handle sql;

    public EffectTable(Handle sql) {
        this.sql = sql;
    }

    /** Makes what was observed when the records ran their known effects. */
    public void takeObserved(Collection<ActionId> records) {
        sql.createUpdate("insert into synchrotron.action_modified_rows (sequence, " + COLUMNS + ") "
                        + "select row_number() over (partition by action_record_id order by position) - 1, " + COLUMNS
                        + " from synchrotron.applied_changes where action_record_id = any (:ids)")
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .execute();
    }

    /** Adds the known effects of a record that did not run here. */
    public void insert(ActionId record, List<RowChange> effects) {
        PreparedBatch batch = sql.prepareBatch(
                "insert into synchrotron.action_modified_rows (sequence, " + COLUMNS + ") "
                        + "values (:sequence, :record, :table, :row, :audience, :operation, :forward::jsonb, :reverse::jsonb)");
        int sequence = 0;
        for (RowChange change : effects) {
            batch.bind("sequence", sequence++)
                    .bind("record", record.uuid())
                    .bind("table", change.row().table())
                    .bind("row", change.row().id())
                    .bind("audience", change.audience())
                    .bind("operation", change.operation().name())
                    .bind("forward", change.forward().toString())
                    .bind("reverse", change.reverse().toString())
                    .add();
        }
        batch.execute();
    }

    /**
     * {@return the known effects of the records that the present role may see, by record, in sequence} Without what the cells
     * held before: whoever applies them observes that for itself, and it would be half of the bytes.
     */
    public Map<ActionId, List<RowChange>> forwardOf(Collection<ActionId> records) {
        Map<ActionId, List<RowChange>> effects = new LinkedHashMap<>();
        sql.createQuery("""
                        select action_record_id, table_name, row_id, audience_key, operation, forward_patches
                        from synchrotron.action_modified_rows
                        where action_record_id = any (:ids)
                        order by action_record_id, sequence
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> Map.entry(
                        new ActionId(row.getString("action_record_id")), change(row, JsonValue.EMPTY_JSON_OBJECT)))
                .forEach(each -> effects.computeIfAbsent(each.getKey(), id -> new ArrayList<>())
                        .add(each.getValue()));
        return effects;
    }

    /** {@return how much the visible effects of the records weigh; of records without any, nothing} */
    public Map<ActionId, Weight> weights(Collection<ActionId> records) {
        return sql.createQuery("""
                        select action_record_id, count(*) as row_changes,
                            sum(octet_length(forward_patches::text)) as bytes
                        from synchrotron.action_modified_rows where action_record_id = any (:ids) group by action_record_id
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> Map.entry(
                        new ActionId(row.getString("action_record_id")),
                        new Weight(row.getLong("row_changes"), row.getLong("bytes"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static RowChange change(ResultSet row) throws SQLException {
        return change(row, JsonText.read(row.getString("reverse_patches")));
    }

    private static RowChange change(ResultSet row, JsonObject reverse) throws SQLException {
        return RowChange.of(
                RowChange.Operation.valueOf(row.getString("operation")),
                new RowRef(row.getString("table_name"), row.getString("row_id")),
                row.getString("audience_key"),
                JsonText.read(row.getString("forward_patches")),
                reverse);
    }
}
