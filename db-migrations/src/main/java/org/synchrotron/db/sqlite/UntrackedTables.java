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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/**
 * Installs triggers that refuse an action's writes to the application's untracked tables, because nobody could undo them or send
 * them to others, and refuses foreign keys of these tables to tracked ones. Writes outside actions are allowed. The shadow tables of virtual tables, such as those of full text search, get
 * no triggers.
 */
public final class UntrackedTables {
    private static final String PREFIX = "synchrotron_guard_";
    private static final List<String> EVENTS = List.of("insert", "update", "delete");

    private static final String ORDINARY = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'synchrotron\\_%' ESCAPE '\\'";

    private static final String GUARDED =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'synchrotron\\_guard\\_%' ESCAPE '\\'";

    private UntrackedTables() {}

    /**
     * Installs the triggers on all tables except these, and removes them from these. Leaves triggers alone that are as they should be. Runs in
     * the caller's transaction; on a connection in auto-commit mode, in a transaction of its own.
     *
     * @throws TrackingException if one of the others refers to a tracked table
     */
    public static void guard(Connection connection, Collection<TrackedTable> tracked) throws SQLException {
        Set<String> names = new HashSet<>(names(connection, ORDINARY));
        tracked.forEach(table -> names.remove(table.name()));
        SqliteTransaction.run(connection, () -> {
            refuseReferences(connection, names, tracked);
            Map<String, String> wanted = wanted(names);
            Map<String, String> installed = installed(connection);
            for (String trigger : installed.keySet()) {
                if (!installed.get(trigger).equals(wanted.get(trigger))) {
                    execute(connection, "DROP TRIGGER " + quote(trigger));
                }
            }
            for (String trigger : wanted.keySet()) {
                if (!wanted.get(trigger).equals(installed.get(trigger))) {
                    execute(connection, wanted.get(trigger));
                }
            }
            return names;
        });
    }

    /** Going back deletes and inserts rows, which such a key would forbid, or pass on to rows that nothing could bring back. */
    private static void refuseReferences(Connection connection, Set<String> names, Collection<TrackedTable> tracked)
            throws SQLException {
        try (PreparedStatement keys = connection.prepareStatement("SELECT \"table\" FROM pragma_foreign_key_list(?)")) {
            for (String name : names) {
                keys.setString(1, name);
                try (ResultSet rows = keys.executeQuery()) {
                    while (rows.next()) {
                        refuseReference(name, rows.getString(1), tracked);
                    }
                }
            }
        }
    }

    private static void refuseReference(String name, String parent, Collection<TrackedTable> tracked) {
        if (tracked.stream().anyMatch(table -> table.name().equalsIgnoreCase(parent))) {
            throw new TrackingException("table " + parent + " cannot be tracked: table " + name
                    + ", which is not tracked, refers to it by a foreign key; track " + name
                    + ", too, or create it without the key");
        }
    }

    /** {@return the SQL of the triggers by their names} */
    private static Map<String, String> wanted(Set<String> tables) {
        Map<String, String> wanted = new HashMap<>();
        for (String table : tables) {
            for (String event : EVENTS) {
                String trigger = trigger(event, table);
                wanted.put(trigger, sql(trigger, event, table));
            }
        }
        return wanted;
    }

    private static Map<String, String> installed(Connection connection) throws SQLException {
        Map<String, String> installed = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(GUARDED)) {
            while (rows.next()) {
                installed.put(rows.getString(1), rows.getString(2));
            }
        }
        return installed;
    }

    private static String trigger(String event, String table) {
        return PREFIX + event + "_" + table;
    }

    private static String sql(String trigger, String event, String table) {
        return SqlResource.read("capture/guard.sql")
                .strip()
                .replace("${trigger}", quote(trigger))
                .replace("${event}", event.toUpperCase(Locale.ROOT))
                .replace("${table}", quote(table))
                .replace(
                        "${message}",
                        literal("table " + table + " is not tracked: an action may write tracked tables only"));
    }

    private static List<String> names(Connection connection, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
