package org.synchrotron.client.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.StoredArgs;
import org.synchrotron.log.UserId;

/** Converts records between columns and values. */
final class RecordRows {

    /** In the order of {@link #bind} and {@link #entry}. */
    static final String COLUMNS =
            "id, _tag, user_id, client_id, args, created_at, server_ingest_id, server_ingested_at,"
                    + " outcome, outcome_code, outcome_message, clock_time_ms, clock_counter, clock";

    /** The parameters of a replay key, as {@link #bindKey} binds them. */
    static final String KEY = "(?, ?, ?, ?)";

    private RecordRows() {}

    /** {@return the next parameter} */
    static int bind(PreparedStatement insert, LogEntry entry) throws SQLException {
        ActionRecord record = entry.record();
        insert.setString(1, record.id().value());
        insert.setString(2, record.tag());
        insert.setString(3, record.author().value());
        insert.setString(4, record.client().value());
        insert.setString(5, JsonText.of(record.args()));
        insert.setString(6, record.createdAt().toString());
        return bindClock(insert, record, bindAcceptance(insert, entry.acceptance(), 7));
    }

    static int bindAcceptance(PreparedStatement statement, @Nullable Acceptance acceptance, int next)
            throws SQLException {
        if (acceptance == null) {
            statement.setNull(next, Types.INTEGER);
            statement.setNull(next + 1, Types.VARCHAR);
        } else {
            statement.setLong(next, acceptance.ingestId());
            statement.setString(next + 1, acceptance.ingestedAt().toString());
        }
        return bindOutcome(statement, acceptance == null ? null : acceptance.outcome(), next + 2);
    }

    static int bindOutcome(PreparedStatement statement, @Nullable Outcome outcome, int next) throws SQLException {
        Outcome.Rejection reason = outcome == null ? null : outcome.reason();
        statement.setString(next, outcome == null ? null : outcome.kind().text());
        statement.setString(next + 1, reason == null ? null : reason.code());
        statement.setString(next + 2, reason == null ? null : reason.message());
        return next + 3;
    }

    static int bindClock(PreparedStatement statement, ActionRecord record, int next) throws SQLException {
        HybridTimestamp clock = record.clock();
        statement.setLong(next, clock.timeMs());
        statement.setLong(next + 1, clock.counter());
        statement.setString(next + 2, record.clockJson());
        return next + 3;
    }

    /** Arguments that cannot be read are null: those of the file stay. */
    static int bindOrigin(PreparedStatement statement, ActionRecord record, int next) throws SQLException {
        statement.setString(next, record.client().value());
        statement.setString(next + 1, record.isReadable() ? JsonText.of(record.args()) : null);
        return bindClock(statement, record, next + 2);
    }

    static int bindKey(PreparedStatement statement, ReplayKey key, int next) throws SQLException {
        statement.setLong(next, key.clock().timeMs());
        statement.setLong(next + 1, key.clock().counter());
        statement.setString(next + 2, key.client().value());
        statement.setString(next + 3, key.id().value());
        return next + 4;
    }

    /**
     * Reads {@link #COLUMNS}, which come first; the entry has no effects yet. Arguments that cannot be read have a placeholder, see
     * {@link StoredArgs}.
     */
    static LogEntry entry(ResultSet rows) throws SQLException {
        String tag = rows.getString(2);
        HybridTimestamp clock = new HybridTimestamp(rows.getLong(12), rows.getLong(13));
        ActionRecord record = new ActionRecord(
                id(rows, 1),
                tag,
                new UserId(rows.getString(3)),
                new ClientId(rows.getString(4)),
                clock,
                StoredArgs.read(rows.getString(5), tag, clock),
                Instant.parse(rows.getString(6)));
        return new LogEntry(record, acceptance(rows), List.of());
    }

    /**
     * {@return the id in a column}
     *
     * @throws IllegalArgumentException if it is not written as this program writes ids: whoever looks for it would not find it
     */
    static ActionId id(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        ActionId id = new ActionId(text);
        if (!id.value().equals(text)) {
            throw new IllegalArgumentException("an id in another spelling: " + text);
        }
        return id;
    }

    private static @Nullable Acceptance acceptance(ResultSet rows) throws SQLException {
        long ingestId = rows.getLong(7);
        if (rows.wasNull()) {
            return null;
        }
        Outcome outcome = Outcome.of(rows.getString(9), rows.getString(10), rows.getString(11));
        return new Acceptance(ingestId, Instant.parse(rows.getString(8)), outcome);
    }

    static RecordSummary summary(ResultSet rows) throws SQLException {
        ReplayKey key = new ReplayKey(
                new HybridTimestamp(rows.getLong(1), rows.getLong(2)), new ClientId(rows.getString(3)), id(rows, 4));
        return new RecordSummary(
                key,
                rows.getString(5),
                new UserId(rows.getString(6)),
                RecordStatus.valueOf(rows.getString(7)),
                Applied.of(rows.getString(8)));
    }
}
