package org.synchrotron.client.store;

import static org.synchrotron.client.store.RecordRows.COLUMNS;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.SystemTags;

/** The table {@code action_records}: the log. */
public final class RecordTable {

    /** Neither the log nor the pending records include quarantined ones; almost always there are none. */
    static final String NOT_QUARANTINED = "number NOT IN (SELECT record_number FROM synchrotron_quarantined_records)";

    private static final String INSERT = "INSERT INTO synchrotron_action_records (" + COLUMNS
            + ", applied) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING number";

    private static final String ACCEPT = """
            UPDATE synchrotron_action_records
            SET server_ingest_id = ?, server_ingested_at = ?, outcome = ?, outcome_code = ?, outcome_message = ?,
                client_id = ?, args = coalesce(?, args), clock_time_ms = ?, clock_counter = ?, clock = ?
            WHERE id = ?""";

    private static final String OUTCOME = """
            UPDATE synchrotron_action_records SET outcome = ?, outcome_code = ?, outcome_message = ?
            WHERE id = ? AND server_ingest_id IS NOT NULL""";

    private static final String RESTAMP = """
            UPDATE synchrotron_action_records
            SET client_id = ?, args = coalesce(?, args), clock_time_ms = ?, clock_counter = ?, clock = ?
            WHERE id = ?""";

    private static final String APPLIED =
            "UPDATE synchrotron_action_records SET applied = ?, predicted_for = NULL WHERE id IN (SELECT value FROM json_each(?))";

    private static final String BY_ID = "SELECT " + COLUMNS + " FROM synchrotron_action_records WHERE id = ?";

    private static final String BY_IDS =
            "SELECT " + COLUMNS + " FROM synchrotron_action_records WHERE id IN (SELECT value FROM json_each(?))";

    /** SQLite would take the index of ingest ids, read all pending records, and sort them. */
    private static final String BY_PENDING =
            " INDEXED BY synchrotron_action_records_pending WHERE server_ingest_id IS NULL";

    private static final String PENDING = "SELECT " + COLUMNS + " FROM synchrotron_action_records" + BY_PENDING
            + " AND " + NOT_QUARANTINED + " ORDER BY " + ReplayKey.SQL_COLUMNS;

    private static final String FIRST_OF_PENDING = PENDING + " LIMIT ?";

    private static final String NEXT_OF_PENDING = "SELECT " + COLUMNS + " FROM synchrotron_action_records" + BY_PENDING
            + " AND (" + ReplayKey.SQL_COLUMNS + ") > " + RecordRows.KEY + " AND "
            + NOT_QUARANTINED + " ORDER BY " + ReplayKey.SQL_COLUMNS + " LIMIT ?";

    private static final String STATUS = "CASE WHEN server_ingest_id IS NOT NULL THEN CASE outcome WHEN '"
            + Outcome.Kind.REJECTED.text() + "' THEN '" + RecordStatus.REJECTED + "' WHEN '"
            + Outcome.Kind.WITHDRAWN.text() + "' THEN '" + RecordStatus.WITHDRAWN + "' ELSE '" + RecordStatus.ACCEPTED
            + "' END WHEN " + NOT_QUARANTINED + " THEN '" + RecordStatus.PENDING + "' ELSE '" + RecordStatus.QUARANTINED
            + "' END";

    static final String SUMMARY = "SELECT " + ReplayKey.SQL_COLUMNS + ", _tag, user_id, " + STATUS
            + ", applied FROM synchrotron_action_records";

    private static final String SUMMARY_OF = SUMMARY + " WHERE id = ?";

    private static final String FIRST_PENDING = SUMMARY + BY_PENDING + " AND _tag NOT IN " + SystemTags.SQL_LIST
            + " AND " + NOT_QUARANTINED + " ORDER BY " + ReplayKey.SQL_COLUMNS + " LIMIT 1";

    private static final String SUMMARIES_FROM = SUMMARY + " WHERE (" + ReplayKey.SQL_COLUMNS + ") >= " + RecordRows.KEY
            + " AND " + NOT_QUARANTINED + " ORDER BY " + ReplayKey.SQL_COLUMNS;

    private static final String PENDING_IN = "SELECT id FROM synchrotron_action_records"
            + " WHERE server_ingest_id IS NULL AND " + NOT_QUARANTINED + " AND number IN (SELECT record_number"
            + " FROM synchrotron_action_modified_rows WHERE audience_key IN (SELECT value FROM json_each(?)))"
            + " ORDER BY " + ReplayKey.SQL_COLUMNS + " LIMIT 1";

    private static final String FORGET = "DELETE FROM synchrotron_action_records WHERE id = ?";

    private static final String GREATEST_ACCEPTED = """
            SELECT clock_time_ms, clock_counter FROM synchrotron_action_records
            WHERE server_ingest_id IS NOT NULL ORDER BY %s LIMIT 1""".formatted(ReplayKey.SQL_LATEST_FIRST);

    private final PreparedStatements statements;
    private final RecordNumbers numbers;

    public RecordTable(Database database) {
        this.statements = database.statements();
        this.numbers = database.numbers();
    }

    /** {@return whether the record was new} Adds it then, not applied yet. */
    public boolean insert(LogEntry entry) {
        return insert(entry, Applied.NOTHING);
    }

    /** {@return whether the record was new} Adds it then, with these effects in the tables from the end of the transaction on. */
    public boolean insert(LogEntry entry, Applied applied) {
        Optional<Long> number = statements.first(
                INSERT,
                insert -> insert.setString(RecordRows.bind(insert, entry), applied.text()),
                rows -> rows.getLong(1));
        number.ifPresent(given -> numbers.remember(entry.record().id(), given));
        return number.isPresent();
    }

    /** Makes a pending record an accepted one, with the client, the clock and the arguments that the server has for it. */
    public void accept(LogEntry entry) {
        statements.update(ACCEPT, update -> {
            int next = RecordRows.bindAcceptance(update, entry.accepted().orElseThrow(), 1);
            next = RecordRows.bindOrigin(update, entry.record(), next);
            update.setString(next, entry.record().id().value());
        });
    }

    /** {@return whether there is such an accepted record} */
    public boolean decide(ActionId id, Outcome outcome) {
        return statements.update(OUTCOME, update -> {
                    int next = RecordRows.bindOutcome(update, outcome, 1);
                    update.setString(next, id.value());
                })
                > 0;
    }

    /** Stores the client, the clock and the timestamp of a record that is not accepted yet. */
    public void restamp(ActionRecord stamped) {
        statements.update(RESTAMP, update -> {
            int next = RecordRows.bindOrigin(update, stamped, 1);
            update.setString(next, stamped.id().value());
        });
    }

    /** Notes which effects of the records are in the tables. */
    public void mark(Collection<ActionId> ids, Applied applied) {
        if (ids.isEmpty()) {
            return;
        }
        statements.update(APPLIED, update -> {
            update.setString(1, applied.text());
            update.setString(2, RecordNumbers.list(ids));
        });
    }

    /** {@return the record without its effects} */
    public Optional<LogEntry> find(ActionId id) {
        return statements.first(BY_ID, query -> query.setString(1, id.value()), RecordRows::entry);
    }

    /** {@return those of the records that are in the log, without their effects, in no order} */
    public List<LogEntry> find(Collection<ActionId> ids) {
        return ids.isEmpty()
                ? List.of()
                : statements.list(BY_IDS, query -> query.setString(1, RecordNumbers.list(ids)), RecordRows::entry);
    }

    /** {@return the pending records without their effects, in replay order} */
    public List<LogEntry> pending() {
        return statements.list(PENDING, RecordRows::entry);
    }

    /**
     * {@return the first of them}
     *
     * @param after only records after this place; null for all
     */
    public List<LogEntry> pending(@Nullable ReplayKey after, int limit) {
        return after == null
                ? statements.list(FIRST_OF_PENDING, query -> query.setInt(1, limit), RecordRows::entry)
                : statements.list(
                        NEXT_OF_PENDING,
                        query -> query.setInt(RecordRows.bindKey(query, after, 1), limit),
                        RecordRows::entry);
    }

    /** {@return the first pending record that changed rows of one of these audiences} */
    public Optional<ActionId> firstPendingIn(Set<String> audiences) {
        return statements.first(
                PENDING_IN, query -> query.setString(1, JsonText.of(audiences)), rows -> RecordRows.id(rows, 1));
    }

    /** {@return the latest clock reading of an accepted record; zero if there is none} */
    public HybridTimestamp greatestAccepted() {
        return statements
                .first(GREATEST_ACCEPTED, query -> {}, rows -> new HybridTimestamp(rows.getLong(1), rows.getLong(2)))
                .orElse(HybridTimestamp.ZERO);
    }

    /** {@return the record's summary, also if it is quarantined} */
    public Optional<RecordSummary> summary(ActionId id) {
        return statements.first(SUMMARY_OF, query -> query.setString(1, id.value()), RecordRows::summary);
    }

    /** Deletes a record that was never accepted and whose effects are deleted already. */
    public void forget(ActionId id) {
        numbers.forget();
        statements.update(FORGET, delete -> delete.setString(1, id.value()));
    }

    /** {@return the place where predictions begin: that of the first pending record with logic} */
    public Optional<ReplayKey> firstPending() {
        return statements.list(FIRST_PENDING, RecordRows::summary).stream()
                .findFirst()
                .map(RecordSummary::key);
    }

    /** {@return the log from here on, in replay order} */
    public List<RecordSummary> from(ReplayKey key) {
        return statements.list(SUMMARIES_FROM, query -> RecordRows.bindKey(query, key, 1), RecordRows::summary);
    }
}
