package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaTest {
    @TempDir
    Path directory;

    @Test
    void fileOfVersionOneIsUpgradedToTheSchemaOfANewFileAndKeepsItsRecords() throws SQLException {
        try (Connection old = SqliteConnections.open(directory.resolve("old.db"));
                Connection fresh = SqliteConnections.open(directory.resolve("fresh.db"))) {
            versionOne(old);
            SqliteSchema.install(old);
            SqliteSchema.install(fresh);

            assertThat(texts(old, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"))
                    .isEqualTo(texts(fresh, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"));
            assertThat(SqliteSchema.isIntact(old)).isTrue();
            assertThat(texts(old, "SELECT value FROM synchrotron_state WHERE key = 'schema_version'"))
                    .containsExactly("14");
            assertThat(texts(old, "SELECT id || ' ' || outcome FROM synchrotron_action_records"))
                    .containsExactly("r1 rejected");
            assertThat(texts(old, "SELECT count(*) FROM synchrotron_quarantined_records"))
                    .containsExactly("0");
            assertThat(texts(old, "SELECT value FROM synchrotron_state WHERE key = 'place_in_log'"))
                    .containsExactly("7b0c:42");
        }
    }

    @Test
    void noticesThatADefinitionIsNotAsItWas() throws SQLException {
        try (Connection file = SqliteConnections.open(directory.resolve("file.db"));
                Statement statement = file.createStatement()) {
            SqliteSchema.install(file);
            statement.executeUpdate("CREATE INDEX of_somebody ON synchrotron_action_records (_tag)");
            assertThat(SqliteSchema.isIntact(file))
                    .as("what is not ours does not count")
                    .isTrue();

            statement.execute("PRAGMA writable_schema = ON");
            statement.executeUpdate("UPDATE sqlite_schema SET sql = replace(sql, 'row_id', 'row_ie')"
                    + " WHERE name = 'synchrotron_left_out_rows'");

            assertThat(SqliteSchema.isIntact(file)).isFalse();
        }
    }

    private static void versionOne(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table :
                    List.of("action_records", "action_modified_rows", "applied_changes", "state", "capture_context")) {
                statement.executeUpdate(SqlResource.read("v1/" + table + ".sql"));
            }
            statement.executeUpdate("INSERT INTO synchrotron_state (key, value) VALUES "
                    + "('schema_version', '1'), ('server_epoch', '7b0c'), ('cursor', '42')");
            statement.executeUpdate("""
                    INSERT INTO synchrotron_action_records
                      (id, _tag, user_id, client_id, clock_time_ms, clock_counter, clock, args, created_at, outcome)
                    VALUES ('r1', 'do_v1', 'alice', 'phone', 1, 1, '{}', '{}', '2026-11-23T09:30:00Z', 'rejected')""");
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
