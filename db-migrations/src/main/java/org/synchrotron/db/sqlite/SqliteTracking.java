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
 * Installs capture on an application's tables.
 *
 * <p>A tracked table has the primary key {@code id}, an {@code audience_key} (ordinary or generated) and columns of
 * portable types ({@link org.synchrotron.db.tracking.ColumnType#ofSqlite}). Its triggers capture each row change for the record
 * that is being executed. They refuse writes outside an action, and values that PostgreSQL could not hold. They are plain SQL
 * and work on each connection to the file that has {@code recursive_triggers} on ({@link SqliteConnections#properties()});
 * without it, they do not see the rows that REPLACE deletes.
 *
 * <p>Triggers of the application on tracked tables also run during undo and replay. Their changes beyond the known effects are
 * undone, so they do no harm there and have no effect.
 */
public final class SqliteTracking {
    private SqliteTracking() {}

    /**
     * Checks the table and installs its triggers. Replaces triggers of an older definition of the table, and leaves current ones
     * alone. Runs in the caller's transaction; on a connection in auto-commit mode, in a transaction of its own.
     *
     * @throws TrackingException if the table cannot be tracked, or the connection has no recursive triggers
     */
    public static TrackedTable track(Connection connection, String table) throws SQLException {
        if (!SqliteConnections.isOn(connection, "recursive_triggers")) {
            throw new TrackingException("tracking table " + table + " needs PRAGMA recursive_triggers = ON on every"
                    + " connection that writes: open connections with SqliteConnections.properties()");
        }
        return SqliteTransaction.run(connection, () -> {
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
