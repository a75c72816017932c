package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The mode of the capture triggers: whether they capture, refuse or ignore writes. The mode is a row of the file, so it belongs
 * to the transaction. Code that sets it must call {@link #none()} before the commit. Keeps prepared statements until
 * {@link #close()}. For one connection and one thread.
 */
public final class CaptureContext implements AutoCloseable {
    private static final String CHANGE =
            "UPDATE synchrotron_capture_context SET mode = ?, record_number = ?, applying = ?";
    private static final String READ = "SELECT mode, record_number, applying FROM synchrotron_capture_context";

    private final StatementCache<String> statements;

    /** The schema must be installed. */
    public CaptureContext(Connection connection) {
        statements = StatementCache.ofTexts(connection);
    }

    /**
     * Captures the writes of an action to tracked tables for this record.
     *
     * @param number the record's number in this file, above zero
     */
    public void record(long number) throws SQLException {
        restore(new Setting("record", number, false));
    }

    /** Captures writes of known effects to tracked tables for this record: the application's triggers do not act. */
    public void apply(long number) throws SQLException {
        restore(new Setting("record", number, true));
    }

    /** Refuses writes to tracked tables. */
    public void none() throws SQLException {
        restore(new Setting("none", null, false));
    }

    /** Allows writes to tracked tables and does not capture them. */
    void undo() throws SQLException {
        restore(new Setting("undo", null, true));
    }

    /** Returns the present mode and record, for {@link #restore}. */
    Setting current() throws SQLException {
        try (ResultSet rows = statements.get(READ).executeQuery()) {
            rows.next();
            return new Setting(
                    rows.getString(1), rows.getObject(2) == null ? null : rows.getLong(2), rows.getBoolean(3));
        }
    }

    void restore(Setting setting) throws SQLException {
        PreparedStatement change = statements.get(CHANGE);
        change.setString(1, setting.mode());
        change.setObject(2, setting.record());
        change.setBoolean(3, setting.applying());
        change.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }

    record Setting(String mode, @Nullable Long record, boolean applying) {}
}
