package org.synchrotron.db.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.synchrotron.db.tracking.RowEdit;

/** Knows the tables on which a write may change other rows: by foreign key actions or by triggers of the application. */
final class SideEffects implements AutoCloseable {
    private static final String ACTING = "SELECT f.\"table\" FROM sqlite_schema s, pragma_foreign_key_list(s.name) f"
            + " WHERE s.type = 'table' AND (f.on_delete NOT IN ('NO ACTION', 'RESTRICT')"
            + " OR f.on_update NOT IN ('NO ACTION', 'RESTRICT'))"
            + " UNION SELECT tbl_name FROM sqlite_schema"
            + " WHERE type = 'trigger' AND name NOT LIKE 'synchrotron!_capture!_%' ESCAPE '!'";
    private static final String RELATED = "SELECT f.\"table\" FROM sqlite_schema s, pragma_foreign_key_list(s.name) f"
            + " WHERE s.type = 'table' UNION SELECT s.name FROM sqlite_schema s, pragma_foreign_key_list(s.name) f"
            + " WHERE s.type = 'table'";

    private static final String DEFER = "PRAGMA defer_foreign_keys = ON";
    private static final String AT_ONCE = "PRAGMA defer_foreign_keys = OFF";

    private final Set<String> acting;
    private final Set<String> related;
    private final StatementCache<String> statements;

    SideEffects(Connection connection) throws SQLException {
        acting = names(connection, ACTING);
        related = names(connection, RELATED);
        statements = StatementCache.ofTexts(connection);
    }

    boolean possible(RowEdit edit) {
        return acting.contains(folded(edit.table()));
    }

    /**
     * Defers foreign key checks to the commit, because a single row change may violate a key that later changes satisfy again.
     */
    void deferChecks(RowEdit edit) throws SQLException {
        if (related.contains(folded(edit.table()))) {
            statements.get(DEFER).execute();
        }
    }

    /** Checks foreign keys at each statement again, and forgets violations so far. */
    void checkAtOnce() throws SQLException {
        statements.get(AT_ONCE).execute();
    }

    private static Set<String> names(Connection connection, String sql) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(folded(rows.getString(1)));
            }
        }
        return names;
    }

    private static String folded(String table) {
        return table.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
