package org.synchrotron.client.store;

import jakarta.json.JsonArrayBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.synchrotron.history.KnownFold;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** The table {@code action_modified_rows}: the known effects of the log. An effect that cannot be read is left out. */
public final class EffectTable {

    private static final String INSERT = """
            INSERT INTO synchrotron_action_modified_rows
              (record_number, sequence, table_name, row_id, audience_key, operation, forward_patches, reverse_patches)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String DELETE = "DELETE FROM synchrotron_action_modified_rows WHERE record_number = ?";

    private static final String OF_RECORDS = " WHERE record_number IN (" + RecordNumbers.SEVERAL + ")";

    private static final String FORGET = "DELETE FROM synchrotron_action_modified_rows" + OF_RECORDS;

    /** Without a window function, which would need tables of its own for each execution. */
    private static final String TAKE = """
            INSERT INTO synchrotron_action_modified_rows
              (record_number, sequence, table_name, row_id, audience_key, operation, forward_patches, reverse_patches)
            SELECT record_number,
              position - (SELECT min(position) FROM synchrotron_applied_changes WHERE record_number = applied.record_number),
              table_name, row_id, audience_key, operation, forward_patches, reverse_patches
            FROM synchrotron_applied_changes AS applied""";

    private static final String TAKE_APPLIED = TAKE + OF_RECORDS;

    private static final String TAKE_FIRST = TAKE + " WHERE record_number = ?";

    /** The columns of a change, in the order of {@link #change}. */
    static final String CHANGE = "table_name, row_id, audience_key, operation, forward_patches, reverse_patches";

    private static final String OF_RECORD =
            "SELECT " + CHANGE + " FROM synchrotron_action_modified_rows WHERE record_number = ? ORDER BY sequence";

    private static final String ARE_WANTED = " WHERE EXISTS (SELECT 1 FROM json_each(?) wanted"
            + " WHERE wanted.value ->> 0 = table_name AND wanted.value ->> 1 = row_id)";

    private static final String APPLIED_TO_ROWS =
            "SELECT " + CHANGE + " FROM synchrotron_applied_changes" + ARE_WANTED + " ORDER BY position DESC";

    /** Of accepted records. Rows are given as a list of pairs. There is no index: the query is rare. */
    private static final String OF_ROWS = "SELECT " + RecordRows.COLUMNS + ", " + CHANGE
            + " FROM synchrotron_action_modified_rows JOIN synchrotron_action_records ON number = record_number"
            + ARE_WANTED + " AND server_ingest_id IS NOT NULL ORDER BY " + ReplayKey.SQL_COLUMNS + ", sequence";

    private static final int RECORD_COLUMNS = RecordRows.COLUMNS.split(",").length;

    private final PreparedStatements statements;
    private final RecordNumbers numbers;

    public EffectTable(Database database) {
        this.statements = database.statements();
        this.numbers = database.numbers();
    }

    /** Adds the effects of a record that is in the log. */
    public void insert(ActionId record, List<RowChange> effects) {
        if (!effects.isEmpty()) {
            insert(numbers.of(record), effects);
        }
    }

    private void insert(long record, List<RowChange> effects) {
        for (int i = 0; i < effects.size(); i++) {
            int sequence = i;
            RowChange change = effects.get(i);
            statements.update(INSERT, insert -> {
                insert.setLong(1, record);
                insert.setInt(2, sequence);
                insert.setString(3, change.row().table());
                insert.setString(4, change.row().id());
                insert.setString(5, change.audience());
                insert.setString(6, change.operation().name());
                insert.setString(7, JsonText.of(change.forward()));
                insert.setString(8, JsonText.of(change.reverse()));
            });
        }
    }

    public void replace(ActionId record, List<RowChange> effects) {
        long number = numbers.of(record);
        statements.update(DELETE, delete -> delete.setLong(1, number));
        insert(number, effects);
    }

    /** {@return how many changes were applied for the record} Makes them its known effects; it has none before. */
    public int takeFirst(ActionId record) {
        return statements.update(TAKE_FIRST, insert -> insert.setLong(1, numbers.of(record)));
    }

    /** Makes the records' applied changes their known effects. */
    public void takeApplied(Collection<ActionId> records) {
        if (records.isEmpty()) {
            return;
        }
        for (String sql : List.of(FORGET, TAKE_APPLIED)) {
            statements.update(sql, statement -> statement.setString(1, RecordNumbers.list(records)));
        }
    }

    public List<RowChange> of(ActionId record) {
        return changes(statements, OF_RECORD, numbers.of(record));
    }

    /** {@return the changes in the rows of a query of {@link #CHANGE} with one parameter} Changes that cannot be read are left out. */
    static List<RowChange> changes(PreparedStatements statements, String sql, long record) {
        List<RowChange> changes = new ArrayList<>();
        statements.each(
                sql, query -> query.setLong(1, record), rows -> change(rows, 1).ifPresent(changes::add));
        return changes;
    }

    /** {@return a pending record with its effects} */
    public LogEntry pending(ActionRecord record) {
        return new LogEntry(record, null, of(record.id()));
    }

    /**
     * {@return the states of these rows that the log gives on top of the base, without what is pending}
     *
     * @param present their present states, in which this undoes what is applied
     * @param left what is known of these rows instead, where the tables could not hold it
     * @param counts of which records the effects count
     */
    RowStates folded(
            Collection<RowRef> rows, RowStates present, Map<RowRef, RowState> left, Predicate<ActionRecord> counts) {
        JsonArrayBuilder wanted = JsonText.array();
        rows.forEach(row -> wanted.add(JsonText.array().add(row.table()).add(row.id())));
        String pairs = JsonText.of(wanted.build());
        Set<RowRef> unreadable = new HashSet<>();
        statements.each(APPLIED_TO_ROWS, query -> query.setString(1, pairs), found -> {
            RowRef row = new RowRef(found.getString(1), found.getString(2));
            change(found, 1).ifPresentOrElse(change -> present.apply(change.inverse()), () -> unreadable.add(row));
        });
        left.forEach(present::put);
        RowStates states = folded(pairs, present, counts, unreadable);
        states.unknown(unreadable);
        return states;
    }

    private RowStates folded(String pairs, RowStates base, Predicate<ActionRecord> counts, Set<RowRef> unreadable) {
        Map<ActionId, LogEntry> records = new LinkedHashMap<>();
        Map<ActionId, List<RowChange>> effects = new HashMap<>();
        statements.each(OF_ROWS, query -> query.setString(1, pairs), found -> {
            LogEntry entry = RecordRows.entry(found);
            ActionId id = entry.record().id();
            if (!counts.test(entry.record())) {
                return;
            }
            records.putIfAbsent(id, entry);
            RowRef row = new RowRef(found.getString(RECORD_COLUMNS + 1), found.getString(RECORD_COLUMNS + 2));
            change(found, RECORD_COLUMNS + 1)
                    .ifPresentOrElse(
                            change -> effects.computeIfAbsent(id, key -> new ArrayList<>())
                                    .add(change),
                            () -> unreadable.add(row));
        });
        KnownFold fold = new KnownFold(base);
        records.forEach((id, entry) ->
                fold.add(new LogEntry(entry.record(), entry.acceptance(), effects.getOrDefault(id, List.of()))));
        return fold.states();
    }

    /** Reads a change from the columns of {@link #CHANGE}; empty if its JSON cannot be read. */
    static Optional<RowChange> change(ResultSet rows, int first) throws SQLException {
        try {
            return Optional.of(RowChange.of(
                    RowChange.Operation.valueOf(rows.getString(first + 3)),
                    new RowRef(rows.getString(first), rows.getString(first + 1)),
                    rows.getString(first + 2),
                    JsonText.read(rows.getString(first + 4)),
                    JsonText.read(rows.getString(first + 5))));
        } catch (MalformedJson unreadable) {
            return Optional.empty();
        }
    }
}
