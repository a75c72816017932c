package org.synchrotron.client.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.SystemTags;

/**
 * Removes the beginning of the log: accepted records whose effects the tables hold. The rows stay, as the base, and cannot be undone any
 * more. Not thread-safe.
 */
public final class LogCut {

    /** Not before any clock: what reaches up to it is all of the log. */
    public static final HybridTimestamp EVERYTHING = new HybridTimestamp(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String GONE = "server_ingest_id IS NOT NULL AND (clock_time_ms, clock_counter) <= (?, ?)";

    private static final String NUMBERS = "(SELECT number FROM synchrotron_action_records WHERE " + GONE + ")";

    private static final String LATEST = "SELECT clock_time_ms, clock_counter FROM synchrotron_action_records WHERE "
            + GONE + " ORDER BY clock_time_ms DESC, clock_counter DESC LIMIT 1";

    /** A later correction whose author had not seen all of them: which of its cells count depends on them (rule 6). */
    private static final String BLIND = "SELECT EXISTS (SELECT 1 FROM synchrotron_action_records WHERE _tag = '"
            + SystemTags.CORRECTION + "' AND server_ingest_id IS NOT NULL AND (clock_time_ms, clock_counter) > (?, ?)"
            + " AND iif(json_valid(args), args ->> '" + SystemTags.BASIS
            + "', 0) < (SELECT max(server_ingest_id) FROM synchrotron_action_records WHERE "
            + GONE + "))";

    private static final String LATER = "SELECT clock_time_ms, clock_counter FROM synchrotron_action_records"
            + " WHERE server_ingest_id IS NOT NULL ORDER BY clock_time_ms DESC, clock_counter DESC LIMIT 1 OFFSET ?";

    private static final String OWN = PastRecords.TAKE + "client_id = ? AND " + GONE;

    private static final String EFFECTS =
            "DELETE FROM synchrotron_action_modified_rows WHERE record_number IN " + NUMBERS;

    private static final String APPLIED = "DELETE FROM synchrotron_applied_changes WHERE record_number IN " + NUMBERS;

    private static final String RECORDS = "DELETE FROM synchrotron_action_records WHERE " + GONE;

    private static final String COUNT =
            "SELECT count(*) FROM (SELECT 1 FROM synchrotron_action_records WHERE " + GONE + " LIMIT ?)";

    private final PreparedStatements statements;
    private final RecordNumbers numbers;
    private final ReplicaState state;

    LogCut(Database database, ReplicaState state) {
        this.statements = database.statements();
        this.numbers = database.numbers();
        this.state = state;
    }

    /** {@return how many accepted records up to this clock the log holds; no more are counted than {@code most}} */
    public int accepted(HybridTimestamp upTo, int most) {
        return statements
                .first(COUNT, query -> query.setInt(bind(query, upTo, 1), most), rows -> rows.getInt(1))
                .orElseThrow();
    }

    /** {@return the clock up to which all accepted records are but the latest so many; empty if there are not more} */
    public Optional<HybridTimestamp> beforeLatest(int records) {
        return statements.first(LATER, query -> query.setInt(1, records), LogCut::clock);
    }

    private static HybridTimestamp clock(ResultSet row) throws SQLException {
        return new HybridTimestamp(row.getLong(1), row.getLong(2));
    }

    /** {@return whether a later correction is about records up to this clock, so that they must stay} */
    public boolean isNeededAfter(HybridTimestamp upTo) {
        return statements
                .first(BLIND, query -> bind(query, upTo, bind(query, upTo, 1)), rows -> rows.getBoolean(1))
                .orElse(false);
    }

    /**
     * Removes the accepted records up to this clock, and keeps of this client's own what {@link PastRecords} says. The base reaches up
     * to the last of them.
     */
    public void remove(HybridTimestamp upTo) {
        Optional<HybridTimestamp> latest = statements.first(LATEST, query -> bind(query, upTo, 1), LogCut::clock);
        if (latest.isEmpty()) {
            return;
        }
        statements.update(OWN, insert -> {
            insert.setString(1, state.clientId().value());
            bind(insert, upTo, 2);
        });
        statements.update(EFFECTS, delete -> bind(delete, upTo, 1));
        statements.update(APPLIED, delete -> bind(delete, upTo, 1));
        numbers.forget();
        statements.update(RECORDS, delete -> bind(delete, upTo, 1));
        state.raiseBase(latest.get());
    }

    private static int bind(PreparedStatement statement, HybridTimestamp clock, int next) throws SQLException {
        statement.setLong(next, clock.timeMs());
        statement.setLong(next + 1, clock.counter());
        return next + 2;
    }
}
