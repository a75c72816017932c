package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.db.sqlite.SqliteSchema;
import org.synchrotron.db.sqlite.StateChecksum;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.log.ClientId;

/**
 * What can still be read of a damaged file. Rows are copied one by one, from the first on until one cannot be read, and then from the last
 * on. Whatever cannot be read is passed over, and noted. Not thread-safe.
 */
final class Salvage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

    private static final Set<Kind> OF_THE_MACHINE =
            EnumSet.of(Kind.DISK_FULL, Kind.BUSY, Kind.CANNOT_OPEN, Kind.READ_ONLY);

    private static final String CLIENTS =
            "SELECT client_id FROM synchrotron_action_records WHERE server_ingest_id IS NULL"
                    + " GROUP BY client_id ORDER BY count(*) DESC LIMIT 1";

    private final Path file;
    private final @Nullable Connection damaged;
    private boolean complete = true;

    private Salvage(Path file, @Nullable Connection damaged) {
        this.file = file;
        this.damaged = damaged;
    }

    /**
     * {@return the file, opened as far as it can be}
     *
     * @throws DatabaseFailure if the machine cannot read it now, for example because the disk is full; this says nothing about the file. So
     *     does each method
     */
    static Salvage of(Path file) {
        try {
            return new Salvage(file, SqliteConnections.open(file));
        } catch (SQLException e) {
            Salvage nothing = new Salvage(file, null);
            nothing.passOver("nothing of the damaged file can be read: {}", e);
            return nothing;
        }
    }

    /** Brings a file of an earlier library to this one's tables, if that is possible. */
    void upgrade() {
        if (damaged == null) {
            return;
        }
        try {
            SqliteSchema.install(damaged);
        } catch (SQLException e) {
            requireDamage(e);
            LOG.warn("the damaged file stays with the tables that it has: {}", e.getMessage());
        } catch (IllegalStateException e) {
            LOG.warn("the damaged file stays with the tables that it has: {}", e.getMessage());
        }
    }

    private void passOver(String what, SQLException cause) {
        requireDamage(cause);
        LOG.warn(what, cause.getMessage());
        complete = false;
    }

    /** What the machine cannot read now is not lost. */
    private void requireDamage(SQLException cause) {
        DatabaseFailure failure = SqliteFailures.of(file, "it is damaged and cannot be looked through", cause);
        if (OF_THE_MACHINE.contains(failure.kind())) {
            throw failure;
        }
    }

    /** So many rows were copied, and have values that cannot be read. */
    void passedOver(int rows) {
        if (rows > 0) {
            LOG.warn("{} rows of the damaged file have values that cannot be read", rows);
            complete = false;
        }
    }

    /** {@return whether all rows that were looked for could be read} */
    boolean isComplete() {
        return complete;
    }

    /**
     * {@return a value of the replica's state; empty if there is none, or if it cannot be read}
     *
     * @param reader throws an {@link IllegalArgumentException} for a text that is no such value
     */
    Optional<String> state(StateTable.Key key, Function<String, ?> reader) {
        return first(
                "SELECT * FROM synchrotron_state WHERE key = '" + key.text() + "'",
                row -> UnreadableValue.reading(() -> {
                    String value = StateChecksum.checked(row);
                    var unused = reader.apply(value);
                    return value;
                }));
    }

    /** {@return the client of most records that are not in the log; empty if there is none, or if that cannot be read} */
    Optional<String> clientOfWork() {
        return first(CLIENTS, row -> UnreadableValue.reading(() -> new ClientId(row.getString(1)).value()));
    }

    private Optional<String> first(String query, PreparedStatements.Row<String> reader) {
        List<String> found = new ArrayList<>();
        read(query, row -> found.add(reader.read(row)));
        return found.stream().findFirst();
    }

    /** {@return the tables that were tracked; empty if that cannot be read} */
    Optional<Set<String>> tracked() {
        Set<String> tables = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        return read(
                        "SELECT table_name FROM synchrotron_tracked_tables UNION " + FileCheck.CAPTURED,
                        row -> tables.add(row.getString(1)))
                ? Optional.of(tables)
                : Optional.empty();
    }

    /**
     * Copies rows into the table of the same name.
     *
     * @param condition which rows; empty for all
     */
    void copy(String table, String condition, Connection into) throws SQLException {
        List<String> columns = columns(table, into);
        columns.retainAll(columns(table, damaged));
        if (!columns.isEmpty()) {
            copy(table, condition, table, columns, into);
        }
    }

    /** Copies these columns of rows into another table. Rows that are there stay. */
    void copy(String from, String condition, String table, List<String> columns, Connection into) throws SQLException {
        String names = columns.stream().map(Identifier::quote).collect(Collectors.joining(", "));
        String query = "SELECT " + names + " FROM " + Identifier.quote(from) + condition;
        String values = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert = into.prepareStatement("INSERT INTO " + Identifier.quote(table) + " (" + names
                + ") VALUES (" + values + ") ON CONFLICT DO NOTHING")) {
            RowTaker taker = row -> {
                List<@Nullable Object> cells = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    cells.add(row.getObject(i));
                }
                // A failure of the new file is none of the damaged one.
                StoreFailure.unchecked(() -> insert(insert, cells));
            };
            if (!read(query, taker)) {
                read(query + " ORDER BY rowid DESC", taker);
            }
        }
    }

    private void insert(PreparedStatement insert, List<@Nullable Object> cells) throws SQLException {
        for (int i = 0; i < cells.size(); i++) {
            insert.setObject(i + 1, cells.get(i));
        }
        try {
            insert.executeUpdate();
        } catch (SQLException e) {
            if (!SqliteFailures.isConstraint(e)) {
                throw e;
            }
            // No program of ours wrote such a row.
            passedOver(1);
        }
    }

    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    /** {@return whether all could be read} */
    private boolean read(String query, RowTaker taker) {
        if (damaged == null) {
            return false;
        }
        try (Statement statement = damaged.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                taker.take(rows);
            }
            return true;
        } catch (SQLException e) {
            passOver("a part of the damaged file cannot be read: {}", e);
            return false;
        }
    }

    /** {@return the columns that can be written; none if there is no such table, or if that cannot be read} */
    private List<String> columns(String table, @Nullable Connection connection) {
        List<String> columns = new ArrayList<>();
        if (connection == null) {
            return columns;
        }
        try (PreparedStatement query =
                connection.prepareStatement("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            passOver("the columns of a table of the damaged file cannot be read: {}", e);
        }
        return columns;
    }

    @Override
    public void close() throws SQLException {
        if (damaged != null) {
            damaged.close();
        }
    }
}
