package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/** Reads present rows, in the form in which an INSERT is captured. For one connection and one thread. */
public final class RowImages implements AutoCloseable {

    /**
     * One row: its audience key and its columns.
     *
     * @param columns as the text of a JSON object
     */
    public record RowImage(String audienceKey, String columns) {}

    private final StatementCache<String> statements;

    /** @param tables the tables that the connection tracks */
    public RowImages(Connection connection, Collection<TrackedTable> tables) {
        Map<String, TrackedTable> byName =
                tables.stream().collect(Collectors.toMap(TrackedTable::name, Function.identity()));
        statements = new StatementCache<>(connection, name -> sql(name, byName.get(name)));
    }

    /**
     * {@return the row, or empty if there is none}
     *
     * @throws TrackingException if the table is not tracked
     */
    public Optional<RowImage> of(String table, String id) throws SQLException {
        PreparedStatement query = statements.get(table);
        query.setString(1, id);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(new RowImage(rows.getString(1), rows.getString(2))) : Optional.empty();
        }
    }

    private static String sql(String name, @Nullable TrackedTable table) {
        if (table == null) {
            throw new TrackingException("table " + name + " is not tracked here");
        }
        return "SELECT audience_key, '{' || substr(" + CaptureTriggers.row(table, "held") + ", 2) || '}' FROM "
                + quote(table.name()) + " AS held WHERE id = ?";
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
