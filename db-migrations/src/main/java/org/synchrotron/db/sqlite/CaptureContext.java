package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the capture triggers do at present. The context is a row of the file, so it belongs to the transaction: whoever
 * sets it sets it back to {@link #none()} before the commit. Prepared statements are kept until {@link #close()}.
 */
public final class CaptureContext implements AutoCloseable {
    private static final String CHANGE = "UPDATE synchrotron_capture_context SET mode = ?, record_number = ?";
    private static final String READ = "SELECT mode, record_number FROM synchrotron_capture_context";

    private final StatementCache<String> statements;

    /** Expects the schema to be installed. */
    public CaptureContext(Connection connection) {
        statements = StatementCache.ofTexts(connection);
    }

    /**
     * Writes to tracked tables are captured for this record.
     *
     * @param number of the record in this file, above zero
     */
    public void record(long number) throws SQLException {
        set("record", number);
    }

    /** Writes to tracked tables are refused. */
    public void none() throws SQLException {
        set("none", null);
    }

    /** Writes to tracked tables are not captured. */
    void undo() throws SQLException {
        set("undo", null);
    }

    /** The mode and record in force, to go back to. */
    Setting current() throws SQLException {
        try (ResultSet rows = statements.get(READ).executeQuery()) {
            rows.next();
            return new Setting(rows.getString(1), rows.getObject(2) == null ? null : rows.getLong(2));
        }
    }

    void restore(Setting setting) throws SQLException {
        set(setting.mode(), setting.record());
    }

    private void set(String mode, @Nullable Long record) throws SQLException {
        PreparedStatement change = statements.get(CHANGE);
        change.setString(1, mode);
        change.setObject(2, record);
        change.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }

    record Setting(String mode, @Nullable Long record) {}
}
