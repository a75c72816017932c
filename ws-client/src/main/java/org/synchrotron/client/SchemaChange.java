package org.synchrotron.client;

import java.sql.Statement;
import org.synchrotron.db.sqlite.StoredNames;

/**
 * Steps of the application's schema that change names, also in what the file stores: the log, pending and quarantined records, and what is
 * needed to undo them. A step that renames by SQL alone leaves the old name there, and what was stored under it is passed over.
 */
public final class SchemaChange {

    private SchemaChange() {}

    /** {@return a step of SQL} */
    static SchemaStep sql(String statements) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(statements);
            }
        };
    }

    /** {@return a step that renames a tracked table} */
    public static SchemaStep renameTable(String from, String to) {
        return connection -> StoredNames.renameTable(connection, from, to);
    }

    /** {@return a step that renames a column of a tracked table} */
    public static SchemaStep renameColumn(String table, String from, String to) {
        return connection -> StoredNames.renameColumn(connection, table, from, to);
    }
}
