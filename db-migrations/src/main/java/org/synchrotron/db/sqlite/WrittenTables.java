package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the tables that a step of the application's schema writes or creates anew, by triggers of its own. A table that is dropped loses its
 * triggers. Works inside the caller's transaction.
 */
public final class WrittenTables {

    private static final String PREFIX = "synchrotron_watch_";

    private static final List<String> EVENTS = List.of("insert", "update", "delete");

    private static final String WATCHES =
            "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'synchrotron!_watch!_%' ESCAPE '!'";

    private final Connection connection;
    private final Set<String> watched = new HashSet<>();

    private WrittenTables(Connection connection) {
        this.connection = connection;
    }

    /** {@return a watch of these tables} Each must exist. */
    public static WrittenTables watch(Connection connection, Collection<String> tables) throws SQLException {
        WrittenTables written = new WrittenTables(connection);
        written.execute("CREATE TABLE synchrotron_written (name TEXT PRIMARY KEY)");
        for (String table : tables) {
            written.watched.add(table.toLowerCase(Locale.ROOT));
            for (String event : EVENTS) {
                written.execute("CREATE TRIGGER " + quote(PREFIX + event + "_" + table) + " AFTER " + event
                        + " ON " + quote(table) + " BEGIN INSERT OR IGNORE INTO synchrotron_written VALUES ("
                        + literal(table.toLowerCase(Locale.ROOT)) + "); END");
            }
        }
        return written;
    }

    /** {@return those of the tables that were written, dropped, created anew or renamed, in lower case} Ends the watch. */
    public Set<String> end() throws SQLException {
        Set<String> written = names("SELECT name FROM synchrotron_written", 1);
        Set<String> lost = new HashSet<>(watched);
        names(WATCHES, 2).forEach(table -> lost.remove(table.toLowerCase(Locale.ROOT)));
        written.addAll(lost);
        for (String trigger : names(WATCHES, 1)) {
            execute("DROP TRIGGER " + quote(trigger));
        }
        execute("DROP TABLE synchrotron_written");
        return written;
    }

    private Set<String> names(String sql, int column) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(column));
            }
        }
        return names;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
