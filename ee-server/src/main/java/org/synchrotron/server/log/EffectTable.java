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
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Access to the table {@code action_modified_rows}, the known effects, in the role of the transaction. As thread-safe as its
 * handle.
 */
public final class EffectTable {

    private static final String CHANGE =
            "table_name, row_id, audience_key, operation, forward_patches, reverse_patches";

    private static final String INSERT = "insert into synchrotron.action_modified_rows"
            + " (action_record_id, sequence, server_ingest_id, " + CHANGE + ") ";

    /**
     * In the order of execution. Only which rows a statement updated or deleted first is where PostgreSQL happened to find them, which depends
     * on rows that the reader may not see: such changes are in the order of their rows. Where values are unique, the order of execution is the
     * one that collides nowhere, and stays.
     */
    private static final String TAKE_APPLIED = INSERT + """
            select action_record_id,
                row_number() over (partition by action_record_id order by run, found_row, position) - 1, server_ingest_id,
            """ + CHANGE + """
             from (
                select *, count(*) filter (where begins) over (partition by action_record_id order by position) as run,
                    case when operation <> 'INSERT' and table_name not in (
                        select t.table_name from synchrotron.tracked_tables t join pg_catalog.pg_index i on i.indrelid = t.relation
                        where (i.indisunique or i.indisexclusion) and not i.indisprimary) then row_id collate "C" end as found_row
                from (
                    select *, (lag(table_name) over executed, lag(operation) over executed)
                        is distinct from (table_name, operation) as begins
                    from synchrotron.applied_changes
                    where action_record_id = any (:ids)
                    window executed as (partition by action_record_id order by position)) as change) as change
            join unnest(:ids, :ingests) as taken (id, server_ingest_id) on taken.id = action_record_id
            """;

    private static final String ADD = INSERT + """
            values (:record, :sequence, :ingest, :table, :row, :audience, :operation, :forward::jsonb, :reverse::jsonb)
            """;

    private static final String EXCEED = """
            with arrived as (
                select action_record_id, server_ingest_id from synchrotron.action_modified_rows
                where server_ingest_id > :after and server_ingest_id <= :up_to
                limit :changes + 1),
            number as (
                select count(*) as changes, count(distinct action_record_id) as records,
                    min(server_ingest_id) as first, max(server_ingest_id) as last
                from arrived)
            select changes > :changes or (records > :records and (
                select count(distinct coalesce(transaction_id::text, id::text)) > 1 from synchrotron.action_records
                where server_ingest_id in (first, last)))
            from number
            """;

    /** Reads record after record, so that a reader can stop early: a sort would read and keep everything first. */
    private static final String FORWARD = """
            select effect.*
            from unnest(:ids) as wanted (id) cross join lateral (
                select action_record_id, table_name, row_id, audience_key, operation, forward_patches
                from synchrotron.action_modified_rows
                where action_record_id = wanted.id
                order by sequence) as effect
            """;

    private static final int FETCH = 500;

    private final Handle sql;

    public EffectTable(Handle sql) {
        this.sql = sql;
    }

    /** Stores the applied changes of records of the log as their known effects. */
    public void takeApplied(Collection<LoggedRecord> records) {
        sql.createUpdate(TAKE_APPLIED)
                .bindArray(
                        "ids",
                        UUID.class,
                        records.stream().map(each -> each.record().id().uuid()).toList())
                .bindArray(
                        "ingests",
                        Long.class,
                        records.stream()
                                .map(each -> each.acceptance().ingestId())
                                .toList())
                .execute();
    }

    /** Stores the known effects of a record that did not run on this server. */
    public void insert(ActionId record, long ingestId, List<RowChange> effects) {
        PreparedBatch batch = sql.prepareBatch(ADD);
        int sequence = 0;
        for (RowChange change : effects) {
            batch.bind("sequence", sequence++)
                    .bind("record", record.uuid())
                    .bind("ingest", ingestId)
                    .bind("table", change.row().table())
                    .bind("row", change.row().id())
                    .bind("audience", change.audience())
                    .bind("operation", change.operation().name())
                    .bind("forward", JsonText.of(change.forward()))
                    .bind("reverse", JsonText.of(change.reverse()))
                    .add();
        }
        batch.execute();
    }

    /**
     * {@return whether the visible row changes of a span of the log are more than these, or come from more than these records of several
     * commits} Looks at no more of them than that takes.
     *
     * @param after the ingest id after which the span begins
     * @param upTo the ingest id at which it ends
     */
    public boolean exceed(long after, long upTo, int records, int changes) {
        return sql.createQuery(EXCEED)
                .bind("after", after)
                .bind("up_to", upTo)
                .bind("records", records)
                .bind("changes", changes)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * {@return the known effects of the records that the current role may see, in the order of the records and in sequence} They
     * have no reverse patches: a replica captures these itself when it applies the effects, and they would be half of the bytes.
     */
    public EffectStream forward(Collection<ActionId> records) {
        return new EffectStream(sql.createQuery(FORWARD)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .setFetchSize(FETCH)
                .map((row, context) -> {
                    String patch = row.getString("forward_patches");
                    return new EffectStream.Effect(recordOf(row), forwardChange(row, patch), patch.length());
                })
                .iterator());
    }

    /** {@return the same effects, by record} Effects that cannot be read are left out. */
    public Map<ActionId, List<RowChange>> forwardOf(Collection<ActionId> records) {
        return forwardOf(records, unreadable -> {});
    }

    /** {@return the same} The records with effects that cannot be read are passed to {@code unreadable}. */
    public Map<ActionId, List<RowChange>> forwardOf(Collection<ActionId> records, Consumer<ActionId> unreadable) {
        Map<ActionId, List<RowChange>> effects = new LinkedHashMap<>();
        try (EffectStream stream = forward(records)) {
            for (ActionId record : records) {
                while (stream.isAt(record)) {
                    stream.next()
                            .ifPresentOrElse(
                                    effect -> effects.computeIfAbsent(record, id -> new ArrayList<>())
                                            .add(effect),
                                    () -> unreadable.accept(record));
                }
            }
        }
        return effects;
    }

    /** The change without its reverse patch; null if it cannot be read. */
    static @Nullable RowChange forwardChange(ResultSet row, String patch) throws SQLException {
        try {
            return change(row, JsonText.read(patch), JsonValue.EMPTY_JSON_OBJECT);
        } catch (MalformedJson unreadable) {
            return null;
        }
    }

    static ActionId recordOf(ResultSet row) throws SQLException {
        return new ActionId(row.getString("action_record_id"));
    }

    /** A captured change, with its reverse patch: a row may hold what only an older version let in. */
    static RowChange captured(ResultSet row) throws SQLException {
        return change(
                row,
                JsonText.readForUndo(row.getString("forward_patches")),
                JsonText.readForUndo(row.getString("reverse_patches")));
    }

    private static RowChange change(ResultSet row, JsonObject forward, JsonObject reverse) throws SQLException {
        return RowChange.of(
                RowChange.Operation.valueOf(row.getString("operation")),
                new RowRef(row.getString("table_name"), row.getString("row_id")),
                row.getString("audience_key"),
                forward,
                reverse);
    }
}
