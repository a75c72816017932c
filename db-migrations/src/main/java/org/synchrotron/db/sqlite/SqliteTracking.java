package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedColumn;
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
 * <p>Triggers of the application on tracked tables act when an action writes, and what they write is captured. They are created again
 * with a condition, and do not act when known effects are applied or undone. SQLite fires the trigger first that was created last:
 * the capture triggers come after all others, so that a change is captured before those that answer it.
 */
public final class SqliteTracking {
    private static final String OWN = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND"
            + " (name LIKE 'synchrotron!_capture!_%' ESCAPE '!' OR name LIKE 'synchrotron!_guard!_%' ESCAPE '!')";
    private static final Logger LOG = LoggerFactory.getLogger(SqliteTracking.class);

    private SqliteTracking() {}

    /**
     * Checks the table and installs its triggers. Replaces triggers of an older definition of the table, and leaves current ones
     * alone. Runs in the caller's transaction; on a connection in auto-commit mode, in a transaction of its own.
     *
     * @throws TrackingException if the table cannot be tracked, has rows that no action wrote, or the connection has no recursive
     *     triggers
     */
    public static TrackedTable track(Connection connection, String table) throws SQLException {
        return track(connection, table, false);
    }

    /**
     * Does the same, but moves rows that no action wrote to {@code synchrotron_unadopted_rows}, where they wait for the actions that write
     * them again. Foreign keys must not be enforced: rows of other tables may refer to them.
     */
    public static TrackedTable adopt(Connection connection, String table) throws SQLException {
        return track(connection, table, true);
    }

    private static TrackedTable track(Connection connection, String table, boolean adopting) throws SQLException {
        if (!SqliteConnections.isOn(connection, "recursive_triggers")) {
            throw new TrackingException("tracking table " + table + " needs PRAGMA recursive_triggers = ON on every"
                    + " connection that writes: open connections with SqliteConnections.properties()");
        }
        return SqliteTransaction.run(connection, () -> {
            TrackedTable tracked = new TableInspection(connection, table).tracked();
            Trackable trackable = new Trackable(connection, tracked.name());
            trackable.check();
            boolean rowsToAdopt = trackable.hasRowsToAdopt();
            if (rowsToAdopt && !adopting) {
                throw trackable.refusedRows();
            }
            new ApplicationTriggers(connection).guard(tracked.name());
            Map<String, String> triggers = new CaptureTriggers(tracked).byName();
            if (!triggers.equals(latest(connection, tracked.name(), triggers.size()))) {
                install(connection, triggers);
                warnOfDecimals(tracked);
            }
            if (rowsToAdopt) {
                new UnadoptedRows(connection, tracked).moveOut();
            }
            remember(connection, tracked.name());
            new TimestampSpelling(connection, tracked).bringUpToDate();
            return tracked;
        });
    }

    /**
     * Removes capture from all tables, and the triggers that guard untracked ones, so that a step of the application's schema may change
     * tables and rows; the application's triggers do not act meanwhile. {@link #track} and {@link UntrackedTables#guard} bring them back.
     * Runs in the caller's transaction.
     */
    public static void suspend(Connection connection) throws SQLException {
        drop(connection, OWN);
    }

    /**
     * Removes capture from tables that are not tracked any more, and forgets tables that do not exist any more. Runs in the caller's
     * transaction.
     */
    public static void release(Connection connection, Collection<TrackedTable> tracked) throws SQLException {
        String names = tracked.stream().map(each -> literal(each.name())).collect(Collectors.joining(", "));
        drop(
                connection,
                OWN + " AND name LIKE 'synchrotron!_capture!_%' ESCAPE '!' AND tbl_name NOT IN (" + names + ")");
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM synchrotron_tracked_tables WHERE table_name NOT IN"
                    + " (SELECT name FROM sqlite_schema WHERE type = 'table')");
        }
    }

    private static void drop(Connection connection, String triggers) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(triggers)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                statement.executeUpdate("DROP TRIGGER " + quote(name));
            }
        }
    }

    /** Once for each definition of the table. */
    private static void warnOfDecimals(TrackedTable table) {
        for (TrackedColumn column : table.columns()) {
            if (column.type() == ColumnType.DECIMAL) {
                LOG.warn(
                        "column {}.{} is a decimal, which SQLite stores as text: actions may store and read it, but where SQL compares, sorts"
                                + " or adds it, clients get other results than the server; use an integer of the smallest unit",
                        table.name(),
                        column.name());
            }
        }
    }

    /** {@return the table as it is now; empty if there is none that could be tracked} */
    public static Optional<TrackedTable> inspect(Connection connection, String table) throws SQLException {
        try {
            return Optional.of(new TableInspection(connection, table).tracked());
        } catch (TrackingException e) {
            return Optional.empty();
        }
    }

    private static void install(Connection connection, Map<String, String> triggers) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> trigger : triggers.entrySet()) {
                statement.executeUpdate("DROP TRIGGER IF EXISTS " + quote(trigger.getKey()));
                statement.executeUpdate(trigger.getValue());
            }
        }
    }

    /** Returns the SQL by name of those triggers of the table that were created last. */
    private static Map<String, String> latest(Connection connection, String table, int limit) throws SQLException {
        String sql =
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid DESC LIMIT ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table);
            query.setInt(2, limit);
            Map<String, String> latest = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    latest.put(rows.getString(1), rows.getString(2));
                }
            }
            return latest;
        }
    }

    private static void remember(Connection connection, String table) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR IGNORE INTO synchrotron_tracked_tables (table_name, respelled) VALUES (?, 1)")) {
            insert.setString(1, table);
            insert.executeUpdate();
        }
    }
}
