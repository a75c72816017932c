package org.synchrotron.client.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.synchrotron.client.SetAsideRecord;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;

/** The table {@code set_aside}: pending records that do not count as such. Where it lists records, they are in replay order. */
public final class SetAsideTable {

    private static final String INSERT = """
            INSERT INTO synchrotron_set_aside (record_number, refused_id, code, message, set_aside_at)
            SELECT number, ?, ?, ?, ? FROM synchrotron_action_records WHERE id = ?""";

    private static final String ALL = "SELECT " + RecordRows.COLUMNS + ", code, message, refused_id, set_aside_at"
            + " FROM synchrotron_set_aside CROSS JOIN synchrotron_action_records ON number = record_number ";

    private static final String IN_ORDER = " ORDER BY " + ReplayKey.SQL_COLUMNS;

    private static final String WITH = ALL + "WHERE refused_id = ?" + IN_ORDER;

    private static final String ONE = ALL + "WHERE id = ?";

    private static final String COUNT = "SELECT count(*) FROM synchrotron_set_aside";

    private static final String OF_NUMBERS = " WHERE %s IN (SELECT value FROM json_each(?))";

    private static final String DELETE = "DELETE FROM synchrotron_set_aside" + OF_NUMBERS.formatted("record_number");

    private static final String DELETE_EFFECTS =
            "DELETE FROM synchrotron_action_modified_rows" + OF_NUMBERS.formatted("record_number");

    private static final String DELETE_RECORDS =
            "DELETE FROM synchrotron_action_records" + OF_NUMBERS.formatted("number");

    private static final int RECORD_COLUMNS = RecordRows.COLUMNS.split(",").length;

    private final Database database;
    private final RecordNumbers numbers;

    public SetAsideTable(Database database) {
        this.database = database;
        this.numbers = new RecordNumbers(database);
    }

    /** Sets pending records aside whose effects are not in the tables. */
    public void insert(Collection<SetAsideRecord> records) throws SQLException {
        PreparedStatement insert = database.prepared(INSERT);
        for (SetAsideRecord each : records) {
            insert.setString(1, each.refused().value());
            insert.setString(2, each.code());
            insert.setString(3, each.message());
            insert.setLong(4, each.setAsideAt().toEpochMilli());
            insert.setString(5, each.id().value());
            insert.executeUpdate();
        }
    }

    /** Sets records aside no longer. */
    public void delete(Collection<ActionId> records) throws SQLException {
        execute(DELETE, numbers.of(records));
    }

    /** Deletes records that are set aside, and all that belongs to them. */
    public void deleteRecords(Collection<ActionId> records) throws SQLException {
        List<Long> gone = numbers.of(records);
        execute(DELETE, gone);
        execute(DELETE_EFFECTS, gone);
        execute(DELETE_RECORDS, gone);
    }

    public int count() throws SQLException {
        try (ResultSet rows = database.prepared(COUNT).executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    public List<SetAsideRecord> all() throws SQLException {
        return records(database.prepared(ALL + IN_ORDER));
    }

    public Optional<SetAsideRecord> find(ActionId id) throws SQLException {
        return records(ONE, id).stream().findFirst();
    }

    /** {@return the refused record and those that were set aside because of it; none if it is not a refused one} */
    public List<SetAsideRecord> with(ActionId refused) throws SQLException {
        return records(WITH, refused);
    }

    private List<SetAsideRecord> records(String sql, ActionId id) throws SQLException {
        PreparedStatement query = database.prepared(sql);
        query.setString(1, id.value());
        return records(query);
    }

    private static List<SetAsideRecord> records(PreparedStatement query) throws SQLException {
        List<SetAsideRecord> records = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                records.add(new SetAsideRecord(
                        RecordRows.entry(rows).record(),
                        rows.getString(RECORD_COLUMNS + 1),
                        rows.getString(RECORD_COLUMNS + 2),
                        new ActionId(rows.getString(RECORD_COLUMNS + 3)),
                        Instant.ofEpochMilli(rows.getLong(RECORD_COLUMNS + 4))));
            }
        }
        return records;
    }

    private void execute(String sql, List<Long> of) throws SQLException {
        PreparedStatement statement = database.prepared(sql);
        statement.setString(1, of.toString());
        statement.executeUpdate();
    }
}
