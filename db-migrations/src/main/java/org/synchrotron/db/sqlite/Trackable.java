package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.tracking.TrackingException;

/** Refuses a table of which replay and undo could not be exact. */
final class Trackable {
    /** A default that is one literal. */
    private static final Pattern LITERAL = Pattern.compile(
            "\\s*(?:[-+]?[\\d.]+(?:[eE][-+]?\\d+)?|'(?:[^']|'')*'|NULL|TRUE|FALSE)\\s*", Pattern.CASE_INSENSITIVE);

    private static final String PROBE = "synchrotron_probed_default";

    private final Connection connection;
    private final String table;

    Trackable(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    void check() throws SQLException {
        checkConflictClauses();
        checkDefaults();
    }

    /** With IGNORE or REPLACE a row change may have another effect than it says, with FAIL or ROLLBACK one half of it. */
    private void checkConflictClauses() throws SQLException {
        SqlTokens tokens = new SqlTokens(text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"));
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.follow(i, "ON", "CONFLICT") && !tokens.get(i + 2).is("ABORT")) {
                throw refused("a constraint has the clause ON CONFLICT "
                        + tokens.get(i + 2).word() + "; declare it without, and write INSERT OR "
                        + tokens.get(i + 2).word() + " in the action");
            }
        }
    }

    private void checkDefaults() throws SQLException {
        Map<String, String> computed = new LinkedHashMap<>();
        String columns = "SELECT name, dflt_value FROM pragma_table_xinfo(?) WHERE dflt_value IS NOT NULL";
        try (PreparedStatement query = connection.prepareStatement(columns)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (!LITERAL.matcher(rows.getString(2)).matches()) {
                        computed.put(rows.getString(1), rows.getString(2));
                    }
                }
            }
        }
        for (Map.Entry<String, String> each : computed.entrySet()) {
            checkDefault(each.getKey(), each.getValue());
        }
    }

    private void checkDefault(String column, String expression) throws SQLException {
        String reason = objection(expression);
        if (reason != null) {
            throw refused("the default of column " + column + " is computed anew at each run (" + expression
                    + "); give the value in the action, and declare the column without the default (" + reason + ")");
        }
    }

    /** SQLite itself refuses an index over an expression with different results. Of some it finds out only when it adds a row. */
    private @Nullable String objection(String expression) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TEMP TABLE " + PROBE + " (probed)");
            try {
                statement.executeUpdate("CREATE INDEX temp." + PROBE + "_index ON " + PROBE + " (coalesce(probed, ("
                        + expression + ")))");
                statement.executeUpdate("INSERT INTO temp." + PROBE + " VALUES (NULL)");
                return null;
            } catch (SQLException refusal) {
                return refusal.getMessage();
            } finally {
                statement.executeUpdate("DROP TABLE temp." + PROBE);
            }
        }
    }

    /** Returns whether the table has rows that no action wrote. Those of a table that was tracked before are in its history. */
    boolean hasRowsToAdopt() throws SQLException {
        return text("SELECT table_name FROM synchrotron_tracked_tables WHERE table_name = ?")
                        .isEmpty()
                && hasRows();
    }

    /** Rows that no action wrote would never reach anybody. */
    TrackingException refusedRows() {
        return refused(
                "it has rows that no action wrote, so they would never reach anybody; say with which action each of them"
                        + " is to be written: adopt(\"" + table + "\", row -> …) in place of track(\"" + table + "\")");
    }

    private boolean hasRows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM " + quote(table) + " LIMIT 1")) {
            return rows.next();
        }
    }

    /** Returns the first value of a query about the table, or an empty text. */
    private String text(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private TrackingException refused(String reason) {
        return new TrackingException("table " + table + " cannot be tracked: " + reason);
    }
}
