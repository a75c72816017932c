package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets the application's triggers on tracked tables act when an action writes, and not when known effects are applied, undone or
 * repaired, because these contain already what the triggers did.
 *
 * <p>A trigger that only keeps a virtual table up to date, such as the index of full text search, acts at each write: its table is
 * no part of the history.
 */
final class ApplicationTriggers {
    private static final String OF_TABLE = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            + " AND tbl_name = ? COLLATE NOCASE AND name NOT LIKE 'synchrotron!_%' ESCAPE '!' ORDER BY rowid";

    private static final String VIRTUAL =
            "SELECT lower(name) FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'";

    private final Connection connection;

    ApplicationTriggers(Connection connection) {
        this.connection = connection;
    }

    /** Creates those triggers of the table again that lack the condition. */
    void guard(String table) throws SQLException {
        List<ApplicationTrigger> triggers = of(table);
        Set<String> virtual = triggers.isEmpty() ? Set.of() : virtualTables();
        try (Statement statement = connection.createStatement()) {
            for (ApplicationTrigger trigger : triggers) {
                if (!trigger.isGuarded() && !keepsOnly(trigger.targets(), virtual)) {
                    statement.executeUpdate("DROP TRIGGER " + quote(trigger.name()));
                    statement.executeUpdate(trigger.guarded());
                }
            }
        }
    }

    private static boolean keepsOnly(Set<String> targets, Set<String> virtual) {
        return !targets.isEmpty() && virtual.containsAll(targets);
    }

    private List<ApplicationTrigger> of(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OF_TABLE)) {
            query.setString(1, table);
            List<ApplicationTrigger> triggers = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    triggers.add(new ApplicationTrigger(rows.getString(1), rows.getString(2)));
                }
            }
            return triggers;
        }
    }

    private Set<String> virtualTables() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(VIRTUAL)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
