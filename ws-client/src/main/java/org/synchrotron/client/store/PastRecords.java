package org.synchrotron.client.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/** The table {@code past_records}: own accepted records of which only arguments and outcomes are kept. Not thread-safe. */
public final class PastRecords {

    private static final String COLUMNS = "id, server_ingest_id, _tag, clock_time_ms, clock_counter, args, created_at";

    private static final String OUTCOME_COLUMNS = "outcome, outcome_code, outcome_message";

    /** Adds records of the log: a condition follows. */
    static final String TAKE = "INSERT OR REPLACE INTO synchrotron_past_records (" + COLUMNS + ", " + OUTCOME_COLUMNS
            + ") SELECT " + COLUMNS + ", " + OUTCOME_COLUMNS + " FROM synchrotron_action_records WHERE ";

    private static final String SETTLE = "INSERT OR REPLACE INTO synchrotron_past_records (" + OUTCOME_COLUMNS + ", "
            + COLUMNS + ") SELECT ?, ?, ?, " + COLUMNS + " FROM synchrotron_action_records WHERE id = ?";

    private static final String DECIDE =
            "UPDATE synchrotron_past_records SET outcome = ?, outcome_code = ?, outcome_message = ? WHERE id = ?";

    private static final String OUTCOME = "SELECT " + OUTCOME_COLUMNS + " FROM synchrotron_past_records WHERE id = ?";

    private static final String FORGET = "DELETE FROM synchrotron_past_records WHERE clock_time_ms < ?";

    private final PreparedStatements statements;

    PastRecords(Database database) {
        this.statements = database.statements();
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

    /** Deletes the records whose clock is before this time, in milliseconds. */
    public void forget(long beforeMs) {
        statements.update(FORGET, delete -> delete.setLong(1, beforeMs));
    }
}
