package org.synchrotron.db.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * How a connection to a client's file must be set up. Every connection that writes tracked tables needs these settings;
 * they belong to the connection, not to the file (all but WAL).
 */
public final class SqliteConnections {
    private SqliteConnections() {}

    /**
     * The properties for the xerial driver: WAL, synchronous NORMAL, foreign keys enforced, recursive triggers
     * (without them REPLACE deletes rows unseen by capture), five seconds of patience with another writer.
     */
    public static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "NORMAL");
        properties.setProperty("foreign_keys", "true");
        properties.setProperty("recursive_triggers", "true");
        properties.setProperty("busy_timeout", "5000");
        // The driver would ask for the last rowid after every insertion. Who needs generated values says RETURNING.
        properties.setProperty("jdbc.get_generated_keys", "false");
        return properties;
    }

    /** Opens the file, which is created when it does not exist, with {@link #properties()}. */
    public static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties());
    }

    /**
     * Switches the enforcement of foreign keys, and with it their actions, for the transactions to come.
     *
     * <p>Known effects already contain what cascades did, and a user who does not see a parent row still holds its
     * visible children. So a transaction that applies known effects and runs no logic is exact, and always possible,
     * with enforcement off; logic needs it on.
     *
     * @throws IllegalStateException inside a transaction, where SQLite would ignore it silently
     */
    public static void enforceForeignKeys(Connection connection, boolean enforce) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException("foreign keys are switched between transactions, in auto-commit mode");
            }
            statement.executeUpdate("PRAGMA foreign_keys = " + (enforce ? "ON" : "OFF"));
        }
        if (isOn(connection, "foreign_keys") != enforce) {
            throw new IllegalStateException("SQLite ignored the switch of foreign_keys: a transaction is open");
        }
    }

    /**
     * Switches the enforcement of {@code CHECK} constraints. They hold in the state that a whole log gives, but not on the way there:
     * known effects are applied in replay order, and a correction behind them may be what makes a row valid.
     */
    public static void enforceChecks(Connection connection, boolean enforce) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA ignore_check_constraints = " + (enforce ? "OFF" : "ON"));
        }
    }

    static boolean isOn(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
