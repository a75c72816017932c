package org.synchrotron.db.sqlite;

import static java.util.Objects.requireNonNull;
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
import org.synchrotron.db.tracking.TrackedTable;

/** Reads present rows, in the form in which an INSERT is captured. For one connection and one thread. */
public final class RowImages implements AutoCloseable {

    /**
     * One row: its audience key and its columns.
     *
     * @param columns as the text of a JSON object
     */
    public record RowImage(String audienceKey, String columns) {}

    private final Map<String, TrackedTable> tracked;
    private final StatementCache<String> statements;

    /** @param tables the tables that the connection tracks */
    public RowImages(Connection connection, Collection<TrackedTable> tables) {
        tracked =
                tables.stream().collect(Collectors.toMap(TrackedTable::name, Function.identity(), (one, same) -> same));
        statements = new StatementCache<>(connection, this::sql);
    }

    /**
     * {@return the row, or empty if there is none, or if its table is not tracked here}
     */
    public Optional<RowImage> of(String table, String id) throws SQLException {
        if (!tracked.containsKey(table)) {
            return Optional.empty();
        }
        PreparedStatement query = statements.get(table);
        query.setString(1, id);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(new RowImage(rows.getString(1), rows.getString(2))) : Optional.empty();
        }
    }

    private String sql(String name) {
        TrackedTable table = requireNonNull(tracked.get(name));
        return "SELECT audience_key, '{' || substr(" + CaptureTriggers.row(table, "held") + ", 2) || '}' FROM "
                + quote(name) + " AS held WHERE id = ?";
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
