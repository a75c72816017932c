package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

/**
 * Reads the history of some rows in the log, and their current state in the tables. What cannot be read is left out and noted. The
 * transaction must be in the engine's scope. Not thread-safe.
 */
public final class RowHistory {

    private static final String COLUMNS = """
            select r.id, r.server_ingest_id, r._tag, r.client_id, r.clock_time_ms, r.clock_counter,
                case r._tag when '%s' then (r.args ->> '%s')::bigint else 0 end as basis,
                a.table_name, a.row_id, a.audience_key, a.operation, a.forward_patches
            """.formatted(SystemTags.CORRECTION, SystemTags.BASIS);

    private static final String IN_ORDER = "order by " + ReplayKey.sqlColumns("r");

    private static final String OF_ROWS = COLUMNS + """
            from unnest(:tables, :rows) as wanted (table_name, row_id)
            join synchrotron.action_modified_rows a on a.table_name = wanted.table_name and a.row_id = wanted.row_id
            join synchrotron.tracked_tables t on t.table_name = a.table_name
            join synchrotron.action_records r on r.id = a.action_record_id
            """;

    private static final String CHANGES = OF_ROWS + IN_ORDER + ", a.sequence";

    private static final String CHANGES_BY = OF_ROWS + "where r.id = any (:ids) " + IN_ORDER + ", a.sequence";

    private final Handle sql;
    private final Set<RowRef> unreadable = new HashSet<>();

    public RowHistory(Handle sql) {
        this.sql = sql;
    }

    /**
     * {@return the entries that changed these rows, in replay order, with their changes of these rows only} Rows of tables that are tracked no
     * more have none. They are complete
     * enough for a fold only: a record has what determines its place, and a change has its forward patch.
     */
    public List<LogEntry> changes(Collection<RowRef> rows) {
        return entries(of(rows, sql.createQuery(CHANGES)));
    }

    /** {@return the same of these entries only} */
    public List<LogEntry> changes(Collection<RowRef> rows, Collection<ActionId> records) {
        return entries(of(rows, sql.createQuery(CHANGES_BY)).bindArray("ids", UUID.class, RecordTable.uuids(records)));
    }

    /** {@return the statement with the rows bound} */
    static <S extends SqlStatement<S>> S of(Collection<RowRef> rows, S statement) {
        return statement
                .bindArray(
                        "tables", String.class, rows.stream().map(RowRef::table).toList())
                .bindArray("rows", String.class, rows.stream().map(RowRef::id).toList());
    }

    private List<LogEntry> entries(Query query) {
        Map<ActionId, Place> places = new LinkedHashMap<>();
        Map<ActionId, List<RowChange>> effects = new HashMap<>();
        query.map((row, context) -> Map.entry(Place.read(row), written(row))).forEach(each -> {
            ActionId id = each.getKey().id();
            places.putIfAbsent(id, each.getKey());
            each.getValue()
                    .ifPresent(change -> effects.computeIfAbsent(id, key -> new ArrayList<>())
                            .add(change));
        });
        return places.values().stream()
                .map(place -> place.entry(effects.getOrDefault(place.id(), List.of())))
                .toList();
    }

    /**
     * {@return the current state of these rows in the tables} A row is unknown if its state cannot be read, or a change of it that
     * this instance read before.
     */
    public RowStates present(Collection<RowRef> rows) {
        RowStates present = new RowStates();
        Map<String, List<String>> byTable = rows.stream()
                .collect(Collectors.groupingBy(
                        RowRef::table, TreeMap::new, Collectors.mapping(RowRef::id, Collectors.toList())));
        byTable.forEach((table, ids) -> sql.createQuery("""
                        select row_id, audience_key, image from synchrotron.row_image(:table, :ids)
                        """)
                .bind("table", table)
                .bindArray("ids", String.class, ids)
                .map((row, context) -> Map.entry(new RowRef(table, row.getString("row_id")), state(row)))
                .forEach(each -> each.getValue()
                        .ifPresentOrElse(
                                state -> present.put(each.getKey(), state), () -> unreadable.add(each.getKey()))));
        present.unknown(unreadable);
        return present;
    }

    private static Optional<RowState> state(ResultSet row) throws SQLException {
        try {
            return Optional.of(new RowState(row.getString("audience_key"), JsonText.read(row.getString("image"))));
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    private Optional<RowChange> written(ResultSet row) throws SQLException {
        RowChange change = EffectTable.forwardChange(row, row.getString("forward_patches"));
        if (change == null) {
            unreadable.add(new RowRef(row.getString("table_name"), row.getString("row_id")));
        }
        return Optional.ofNullable(change);
    }

    /** The parts of a record that the order and the staleness rule need. */
    private record Place(ActionId id, String tag, ClientId client, HybridTimestamp clock, long ingestId, long basis) {

        static Place read(ResultSet row) throws SQLException {
            return new Place(
                    new ActionId(row.getString("id")),
                    row.getString("_tag"),
                    new ClientId(row.getString("client_id")),
                    ReplayKeySql.clock(row),
                    row.getLong("server_ingest_id"),
                    row.getLong("basis"));
        }

        LogEntry entry(List<RowChange> effects) {
            JsonObject args = JsonText.object()
                    .add(SystemTags.TIMESTAMP, clock.timeMs())
                    .add(SystemTags.BASIS, basis)
                    .build();
            ActionRecord record = new ActionRecord(id, tag, UserId.SERVER, client, clock, args, Instant.EPOCH);
            return new LogEntry(record, new Acceptance(ingestId, Instant.EPOCH, Outcome.APPLIED), effects);
        }
    }
}
