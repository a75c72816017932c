package org.synchrotron.client.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.StoredArgs;
import org.synchrotron.log.SystemTags;

/** The table {@code past_records}: own accepted records of which only arguments and outcomes are kept. Not thread-safe. */
public final class PastRecords {

    private static final String COLUMNS = "id, server_ingest_id, _tag, clock_time_ms, clock_counter, args, created_at";

    private static final String OUTCOME_COLUMNS = "outcome, outcome_code, outcome_message";

    /** What is kept of a record of the log, under the same names. */
    static final String KEPT = COLUMNS + ", " + OUTCOME_COLUMNS;

    /** Adds records of the log: a condition follows. */
    static final String TAKE = "INSERT OR REPLACE INTO synchrotron_past_records (" + KEPT + ") SELECT " + KEPT
            + " FROM synchrotron_action_records WHERE ";

    private static final String SETTLE = "INSERT OR REPLACE INTO synchrotron_past_records (" + OUTCOME_COLUMNS + ", "
            + COLUMNS + ") SELECT ?, ?, ?, " + COLUMNS + " FROM synchrotron_action_records WHERE id = ?";

    private static final String DECIDE =
            "UPDATE synchrotron_past_records SET outcome = ?, outcome_code = ?, outcome_message = ? WHERE id = ?";

    private static final String OUTCOME = "SELECT " + OUTCOME_COLUMNS + " FROM synchrotron_past_records WHERE id = ?";

    /** The last one stays: without it, nobody would notice that a server has lost the records before it. */
    private static final String FORGET = "DELETE FROM synchrotron_past_records WHERE clock_time_ms < ?"
            + " AND id <> (SELECT id FROM synchrotron_past_records ORDER BY clock_time_ms DESC, clock_counter DESC LIMIT 1)";

    private static final String IDS = "SELECT id FROM synchrotron_past_records WHERE _tag NOT IN " + SystemTags.SQL_LIST
            + " ORDER BY clock_time_ms, clock_counter";

    private static final String TAKEN = "SELECT _tag, clock_time_ms, clock_counter, args, created_at"
            + " FROM synchrotron_past_records WHERE id = ?";

    private static final String DELETE = "DELETE FROM synchrotron_past_records WHERE id = ?";

    private final PreparedStatements statements;
    private final StateTable state;

    PastRecords(Database database) {
        this.statements = database.statements();
        this.state = new StateTable(database);
    }

    /** Adds a record of the log, which the caller deletes there, with the outcome that the server gave it. */
    public void settle(ActionId id, Outcome outcome) {
        statements.update(SETTLE, insert -> {
            int next = RecordRows.bindOutcome(insert, outcome, 1);
            insert.setString(next, id.value());
        });
    }

    /** {@return whether there is such a record} Changes its outcome then. */
    public boolean decide(ActionId id, Outcome outcome) {
        return statements.update(DECIDE, update -> {
                    int next = RecordRows.bindOutcome(update, outcome, 1);
                    update.setString(next, id.value());
                })
                > 0;
    }

    /** {@return the outcome of a record that is kept} */
    public Optional<Outcome> outcome(ActionId id) {
        return statements.first(OUTCOME, query -> query.setString(1, id.value()), PastRecords::outcome);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return Outcome.of(row.getString(1), row.getString(2), row.getString(3));
    }

    /** {@return the records that are kept, in replay order, without those of the system} */
    public List<ActionId> ids() {
        return statements.list(IDS, row -> RecordRows.id(row, 1));
    }

    /** {@return the record, as it was executed on this client} It is no longer kept here. */
    public ActionRecord take(ActionId id, ReplicaIdentity own) {
        ActionRecord record = statements
                .first(TAKEN, query -> query.setString(1, id.value()), row -> record(id, row, own))
                .orElseThrow();
        statements.update(DELETE, delete -> delete.setString(1, id.value()));
        return record;
    }

    private static ActionRecord record(ActionId id, ResultSet row, ReplicaIdentity own) throws SQLException {
        String tag = row.getString(1);
        HybridTimestamp clock = new HybridTimestamp(row.getLong(2), row.getLong(3));
        return new ActionRecord(
                id,
                tag,
                own.user(),
                own.client(),
                clock,
                StoredArgs.read(row.getString(4), tag, clock),
                Instant.parse(row.getString(5)));
    }

    /** Reads a row of {@link #KEPT}, as much as anybody reads of it. */
    static Outcome readable(ResultSet row) throws SQLException {
        var unusedId = RecordRows.id(row, 1);
        HybridTimestamp clock = new HybridTimestamp(row.getLong(4), row.getLong(5));
        var unusedArgs = StoredArgs.read(row.getString(6), row.getString(3), clock);
        var unusedTime = Instant.parse(row.getString(7));
        return Outcome.of(row.getString(8), row.getString(9), row.getString(10));
    }

    /** Deletes the records whose clock is before this time, in milliseconds, but for the last one. */
    public void forget(long beforeMs) {
        if (statements.update(FORGET, delete -> delete.setLong(1, beforeMs)) > 0) {
            state.put(StateTable.Key.PAST_FORGOTTEN, true);
        }
    }

    /** {@return whether records were ever deleted after their time} */
    public boolean haveBeenForgotten() {
        return state.get(StateTable.Key.PAST_FORGOTTEN).isPresent();
    }
}
