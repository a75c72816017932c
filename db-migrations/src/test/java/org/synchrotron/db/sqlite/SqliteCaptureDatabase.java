package org.synchrotron.db.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.synchrotron.db.CaptureDatabase;
import org.synchrotron.db.JsonLines;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;
import org.synchrotron.db.tracking.TrackedTable;

/** A new SQLite file in WAL mode, configured like a client's file. */
final class SqliteCaptureDatabase implements CaptureDatabase {
    private final Connection connection;
    private final Map<String, Long> numbers = new HashMap<>();
    private final TreeMap<String, TrackedTable> tables = new TreeMap<>();

    SqliteCaptureDatabase(Path file) throws SQLException {
        connection = SqliteConnections.open(file);
        SqliteSchema.install(connection);
        connection.setAutoCommit(false);
    }

    /** Returns the record's number in the file. */
    long number(String recordId) {
        return numbers.computeIfAbsent(recordId, id -> numbers.size() + 1L);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public String declared(ColumnType type) {
        return switch (type) {
            case DECIMAL -> "DECIMAL TEXT";
            case JSON -> "JSON TEXT";
            case BYTES -> "BLOB";
            default -> type.name();
        };
    }

    @Override
    public String bytes(String hex) {
        return "x'" + hex + "'";
    }

    @Override
    public void define(String ddl) throws SQLException {
        executeOutside(ddl);
    }

    @Override
    public void track(String table) throws SQLException {
        tables.put(table, SqliteTracking.track(connection, table));
        connection.commit();
    }

    @Override
    public void execute(String recordId, List<String> statements) throws SQLException {
        transaction(() -> {
            try (CaptureContext context = new CaptureContext(connection)) {
                context.record(number(recordId));
                for (String statement : statements) {
                    run(statement);
                }
                context.none();
            }
        });
    }

    @Override
    public void executeOutside(String statement) throws SQLException {
        transaction(() -> run(statement));
    }

    @Override
    public void apply(String recordId, List<RowEdit> edits) throws SQLException {
        transaction(() -> {
            try (SqliteRows rows = rows()) {
                rows.context().apply(number(recordId));
                for (RowEdit edit : edits) {
                    rows.apply(edit);
                }
                rows.context().none();
            }
        });
    }

    @Override
    public List<Captured> captured(String recordId) throws SQLException {
        List<Captured> captured = new ArrayList<>();
        String sql = "SELECT table_name, row_id, audience_key, operation, forward_patches, reverse_patches"
                + " FROM synchrotron_applied_changes WHERE record_number = " + number(recordId)
                + " ORDER BY position";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                captured.add(new Captured(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        RowOperation.valueOf(rows.getString(4)),
                        JsonLines.object(rows.getString(5)),
                        JsonLines.object(rows.getString(6))));
            }
        }
        return captured;
    }

    @Override
    public void undo(List<String> recordIds) throws SQLException {
        transaction(() -> {
            try (SqliteRows rows = rows()) {
                rows.undo(recordIds.stream().map(this::number).toList());
            }
        });
    }

    @Override
    public String dump() throws SQLException {
        StringBuilder dump = new StringBuilder();
        for (TrackedTable table : tables.values()) {
            dump.append(table.name()).append('\n');
            SqliteDump.rows(connection, table)
                    .forEach(row -> dump.append("  ").append(row).append('\n'));
        }
        return dump.toString();
    }

    SqliteRows rows() throws SQLException {
        return new SqliteRows(connection, tables.values(), JsonLines::object);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    interface Work {
        void run() throws SQLException;
    }

    void transaction(Work work) throws SQLException {
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
