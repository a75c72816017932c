package org.synchrotron.client;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.synchrotron.db.sqlite.SqliteConnections;

/** Takes a client's file back to what an earlier library made. */
final class EarlierFile {

    private static final List<String> LATER_TABLES = List.of(
            "quarantined_records",
            "past_records",
            "tracked_tables",
            "left_out_rows",
            "unadopted_rows",
            "edited_records",
            "record_counts");

    private static final List<String> LATER_TRIGGERS = List.of(
            "capture_audience_todos",
            "state_changed",
            "record_counts_insert",
            "record_counts_delete",
            "record_counts_update");

    private static final List<String> LATER_INDEXES = List.of("action_records_predicted", "applied_changes_deleted");

    private static final List<String> LATER_COLUMNS = List.of(
            "action_records DROP COLUMN predicted_for",
            "capture_context DROP COLUMN applying",
            "state DROP COLUMN checksum");

    private EarlierFile() {}

    /** Later versions added these, and version 2 a table that version 3 drops. */
    static void backToVersionOne(Path file) throws SQLException {
        try (Connection connection = SqliteConnections.open(file);
                Statement statement = connection.createStatement()) {
            each(statement, "DROP TRIGGER synchrotron_", LATER_TRIGGERS);
            each(statement, "DROP TABLE synchrotron_", LATER_TABLES);
            each(statement, "DROP INDEX synchrotron_", LATER_INDEXES);
            each(statement, "ALTER TABLE synchrotron_", LATER_COLUMNS);
            statement.executeUpdate("UPDATE synchrotron_state SET value = '1' WHERE key = 'schema_version'");
        }
    }

    private static void each(Statement statement, String verb, List<String> objects) throws SQLException {
        for (String each : objects) {
            statement.executeUpdate(verb + each);
        }
    }
}
