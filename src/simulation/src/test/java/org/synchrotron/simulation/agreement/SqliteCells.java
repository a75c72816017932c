package org.synchrotron.simulation.agreement;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.sqlite.CaptureContext;
import org.synchrotron.db.sqlite.RowImages;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.db.sqlite.SqliteSchema;
import org.synchrotron.db.sqlite.SqliteTracking;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** The table {@code cells} in a client's file. Each question is a transaction that is rolled back. */
final class SqliteCells implements AutoCloseable {

    private static final String CREATE = """
            CREATE TABLE cells (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, price DECIMAL TEXT, ratio DOUBLE,
              number BIGINT, done BOOLEAN, text TEXT, data JSON TEXT)""";

    private final Connection connection;
    private final TrackedTable table;

    SqliteCells(Path file) throws SQLException {
        connection = SqliteConnections.open(file);
        SqliteSchema.install(connection);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(CREATE);
        }
        table = SqliteTracking.track(connection, "cells");
        connection.setAutoCommit(false);
    }

    /** {@return what the trigger captures where a cell that holds the one is given the other} */
    List<RowChange> captured(String column, @Nullable Object one, @Nullable Object other) throws SQLException {
        try (CaptureContext context = new CaptureContext(connection)) {
            context.record(1);
            insert(column, one);
            context.record(2);
            execute("UPDATE cells SET " + column + " = ?", other);
            return changes(2);
        } finally {
            connection.rollback();
        }
    }

    /** {@return the row that holds it, as a client compares rows with the log} */
    RowStates row(RowRef row, String column, @Nullable Object value) throws SQLException {
        try (CaptureContext context = new CaptureContext(connection);
                RowImages images = new RowImages(connection, List.of(table))) {
            context.record(1);
            insert(column, value);
            RowStates states = new RowStates();
            images.of(row.table(), row.id())
                    .ifPresent(image ->
                            states.put(row, new RowState(image.audienceKey(), JsonText.read(image.columns()))));
            return states;
        } finally {
            connection.rollback();
        }
    }

    private void insert(String column, @Nullable Object value) throws SQLException {
        execute("INSERT INTO cells (id, audience_key, " + column + ") VALUES ('c', 'a', ?)", value);
    }

    private void execute(String sql, @Nullable Object value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            statement.executeUpdate();
        }
    }

    private List<RowChange> changes(long record) throws SQLException {
        List<RowChange> changes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name, row_id, audience_key, operation, forward_patches, reverse_patches"
                                + " FROM synchrotron_applied_changes WHERE record_number = " + record)) {
            while (rows.next()) {
                changes.add(RowChange.of(
                        RowChange.Operation.valueOf(rows.getString(4)),
                        new RowRef(rows.getString(1), rows.getString(2)),
                        rows.getString(3),
                        JsonText.read(rows.getString(5)),
                        JsonText.read(rows.getString(6))));
            }
        }
        return changes;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
