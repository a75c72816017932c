package org.synchrotron.client.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Optional;

/** A value of the sync tables that no program of ours wrote, in a page with which SQLite finds nothing wrong: the file is damaged. */
final class UnreadableValue extends SQLException {

    private static final long serialVersionUID = 1L;

    /** SQLite's code for a damaged file. */
    private static final int CORRUPT = 11;

    private UnreadableValue(RuntimeException cause) {
        super("a value of the sync tables cannot be read: " + cause.getMessage(), null, CORRUPT, cause);
    }

    /** {@return the message of one among the causes; empty if there is none} */
    static Optional<String> in(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof UnreadableValue) {
                return Optional.ofNullable(each.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the value of the present row}
     *
     * @throws UnreadableValue if it is not what such values are
     */
    static <T> T read(PreparedStatements.Row<T> row, ResultSet rows) throws SQLException {
        try {
            return row.read(rows);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableValue(e);
        }
    }

    /** The same for what takes a row. */
    static void take(PreparedStatements.RowReader reader, ResultSet rows) throws SQLException {
        try {
            reader.take(rows);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableValue(e);
        }
    }
}
