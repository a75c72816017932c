package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/**
 * Capture of an application's tables.
 *
 * <p>A tracked table has the primary key {@code id}, an {@code audience_key} (ordinary or generated) and columns of
 * portable types ({@link org.synchrotron.db.tracking.ColumnType#ofSqlite}). From then on its triggers record every row
 * change for the record that is being executed, refuse writes outside an action and values that PostgreSQL could not
 * hold. They are plain SQL: they hold on every connection to the file, provided that it has {@code recursive_triggers}
 * on ({@link SqliteConnections#properties()}); without it REPLACE deletes rows unseen.
 *
 * <p>Triggers of the application on tracked tables also run during undo and replay; what they change beyond the known
 * effects is taken back, so they are harmless but useless there.
 */
public final class SqliteTracking {
    private SqliteTracking() {}

    /**
     * Tracks the table: checks it and installs the triggers, again where its definition has changed. Does nothing when
     * they stand already. Runs in the caller's transaction, or in one of its own.
     *
     * @throws TrackingException if the table does not fit, or the connection lacks recursive triggers
     */
    public static TrackedTable track(Connection connection, String table) throws SQLException {
        if (!SqliteConnections.isOn(connection, "recursive_triggers")) {
            throw new TrackingException("tracking table " + table + " needs PRAGMA recursive_triggers = ON on every"
                    + " connection that writes: open connections with SqliteConnections.properties()");
        }
        return Atomically.run(connection, () -> {
            TrackedTable tracked = new TableInspection(connection, table).tracked();
            for (Map.Entry<String, String> trigger :
                    new CaptureTriggers(tracked).byName().entrySet()) {
                install(connection, trigger.getKey(), trigger.getValue());
            }
            return tracked;
        });
    }

    private static void install(Connection connection, String name, String sql) throws SQLException {
        if (sql.equals(installed(connection, name))) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP TRIGGER IF EXISTS " + quote(name));
            statement.executeUpdate(sql);
        }
    }

    private static String installed(Connection connection, String trigger) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?")) {
            query.setString(1, trigger);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
