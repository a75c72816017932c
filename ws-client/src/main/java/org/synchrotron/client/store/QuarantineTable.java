package org.synchrotron.client.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;

/** The table {@code quarantined_records}: records that count neither as pending nor as part of the log. All lists are in replay order. Not thread-safe. */
public final class QuarantineTable {

    private static final String INSERT = """
            INSERT INTO synchrotron_quarantined_records (record_number, refused_id, code, message, quarantined_at)
            SELECT number, ?, ?, ?, ? FROM synchrotron_action_records WHERE id = ?""";

    private static final String ALL = "SELECT " + RecordRows.COLUMNS + ", code, message, refused_id, quarantined_at"
            + " FROM synchrotron_quarantined_records CROSS JOIN synchrotron_action_records ON number = record_number ";

    private static final String IN_ORDER = " ORDER BY " + ReplayKey.SQL_COLUMNS;

    private static final String WITH = ALL + "WHERE refused_id = ?" + IN_ORDER;

    private static final String ONE = ALL + "WHERE id = ?";

    private static final String COUNT = "SELECT count(*) FROM synchrotron_quarantined_records";

    private static final String OF_NUMBERS = " WHERE %s IN (SELECT value FROM json_each(?))";

    private static final String DELETE =
            "DELETE FROM synchrotron_quarantined_records" + OF_NUMBERS.formatted("record_number");

    private static final String DELETE_EFFECTS =
            "DELETE FROM synchrotron_action_modified_rows" + OF_NUMBERS.formatted("record_number");

    private static final String DELETE_RECORDS =
            "DELETE FROM synchrotron_action_records" + OF_NUMBERS.formatted("number");

    private static final int RECORD_COLUMNS = RecordRows.COLUMNS.split(",").length;

    private final PreparedStatements statements;
    private final RecordNumbers numbers;
    private final EditTable edits;

    public QuarantineTable(Database database) {
        this.statements = database.statements();
        this.numbers = database.numbers();
        this.edits = new EditTable(database);
    }

    /** Quarantines pending records whose effects are not in the tables. */
    public void insert(Collection<QuarantinedRecord> records) {
        for (QuarantinedRecord each : records) {
            statements.update(INSERT, insert -> {
                insert.setString(1, each.refused().value());
                insert.setString(2, each.code());
                insert.setString(3, each.message());
                insert.setLong(4, each.quarantinedAt().toEpochMilli());
                insert.setString(5, each.id().value());
            });
        }
    }

    /** Releases records from quarantine. */
    public void delete(Collection<ActionId> records) {
        execute(DELETE, numbers.of(records));
    }

    /** Deletes quarantined records, with their row changes. */
    public void deleteRecords(Collection<ActionId> records) {
        List<Long> gone = numbers.of(records);
        execute(DELETE, gone);
        execute(DELETE_EFFECTS, gone);
        execute(DELETE_RECORDS, gone);
        numbers.forget();
    }

    /** {@return the former arguments of records that were refused} */
    public EditTable edits() {
        return edits;
    }

    public int count() {
        return (int) statements.number(COUNT);
    }

    public List<QuarantinedRecord> all() {
        return statements.list(ALL + IN_ORDER, QuarantineTable::record);
    }

    public Optional<QuarantinedRecord> find(ActionId id) {
        return records(ONE, id).stream().findFirst();
    }

    /** {@return the refused record and those that were quarantined because of it; empty if the record was not refused} */
    public List<QuarantinedRecord> with(ActionId refused) {
        return records(WITH, refused);
    }

    private List<QuarantinedRecord> records(String sql, ActionId id) {
        return statements.list(sql, query -> query.setString(1, id.value()), QuarantineTable::record);
    }

    private static QuarantinedRecord record(ResultSet rows) throws SQLException {
        return new QuarantinedRecord(
                RecordRows.entry(rows).record(),
                rows.getString(RECORD_COLUMNS + 1),
                rows.getString(RECORD_COLUMNS + 2),
                RecordRows.id(rows, RECORD_COLUMNS + 3),
                Instant.ofEpochMilli(rows.getLong(RECORD_COLUMNS + 4)),
                Optional.empty());
    }

    private void execute(String sql, List<Long> of) {
        statements.update(sql, delete -> delete.setString(1, of.toString()));
    }
}
