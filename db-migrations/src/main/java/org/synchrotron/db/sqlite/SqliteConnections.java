package org.synchrotron.db.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Opens and configures connections to a client's file. Each connection that writes tracked tables needs these settings: except
 * for WAL, they belong to the connection and not to the file.
 */
public final class SqliteConnections {
    private SqliteConnections() {}

    /**
     * Returns the properties for the xerial driver: WAL, synchronous NORMAL, enforced foreign keys, recursive triggers
     * (without them, capture does not see the rows that REPLACE deletes), and a wait of up to five seconds for another writer.
     */
    public static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "NORMAL");
        properties.setProperty("foreign_keys", "true");
        properties.setProperty("recursive_triggers", "true");
        properties.setProperty("busy_timeout", "5000");
        // Otherwise the driver queries the last rowid after each insertion. RETURNING still returns generated values.
        properties.setProperty("jdbc.get_generated_keys", "false");
        return properties;
    }

    /** Opens the file with {@link #properties()}. Creates it if it does not exist. */
    public static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties());
    }

    /**
     * Switches the enforcement of foreign keys, including their actions, on or off for the following transactions.
     *
     * <p>A transaction that applies known effects and runs no logic needs enforcement off. It is exact without it, because known
     * effects contain the changes of cascades. With enforcement it may fail, because a user may see a row but not its parent row.
     * Logic needs enforcement on.
     *
     * @throws IllegalStateException inside a transaction, because SQLite silently ignores the switch there
     */
    public static void enforceForeignKeys(Connection connection, boolean enforce) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "foreign keys can only be switched between transactions, in auto-commit mode");
            }
            statement.executeUpdate("PRAGMA foreign_keys = " + (enforce ? "ON" : "OFF"));
        }
        if (isOn(connection, "foreign_keys") != enforce) {
            throw new IllegalStateException("SQLite ignored the switch of foreign_keys: a transaction is open");
        }
    }

    /**
     * Switches the enforcement of {@code CHECK} constraints on or off. They hold after all known effects are applied, but not
     * always in between: known effects are applied in replay order, and a row may become valid only by a later correction.
     */
    public static void enforceChecks(Connection connection, boolean enforce) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA ignore_check_constraints = " + (enforce ? "OFF" : "ON"));
        }
    }

    /** Work with JDBC. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    /** {@return the result of work during which {@code CHECK} constraints are not enforced} Afterwards they are as before. */
    public static <T> T withoutChecks(Connection connection, Work<T> work) throws SQLException {
        boolean enforced = !isOn(connection, "ignore_check_constraints");
        enforceChecks(connection, false);
        try {
            return work.run();
        } finally {
            enforceChecks(connection, enforced);
        }
    }

    static boolean isOn(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
