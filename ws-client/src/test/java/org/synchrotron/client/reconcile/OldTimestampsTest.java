package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

@DisplayName("A file with the timestamps of an earlier version")
class OldTimestampsTest {

    private static final String SHORT = "replace(replace(%1$s, '.000000Z', 'Z'), '000Z', 'Z')";

    @TempDir
    Path directory;

    private Bench bench;
    private String first;

    @BeforeEach
    void open() throws SQLException {
        bench = new Bench(directory.resolve("alice.db"));
        first = create("first", 20_000);
        create("second", 20_750);
        bench.alice().perform(new RenameTodo.Args(first, "renamed"));
        List<String> now = bench.dump();
        age();
        assertThat(bench.dump()).isNotEqualTo(now);
        bench.crash();
        assertThat(bench.dump()).isEqualTo(now);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String create(String key, long at) {
        bench.wall(at);
        return (String)
                bench.alice().perform(new CreateTodo.Args("team", key, key)).result();
    }

    /** Writes all timestamps as the earlier version did, and takes the file to its schema. */
    private void age() throws SQLException {
        Connection connection = bench.store().database().connection();
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "UPDATE synchrotron_capture_context SET mode = 'undo'",
                    "UPDATE todos SET created_at = " + SHORT.formatted("created_at"),
                    "UPDATE synchrotron_applied_changes SET forward_patches = " + SHORT.formatted("forward_patches"),
                    "UPDATE synchrotron_capture_context SET mode = 'none'",
                    "ALTER TABLE synchrotron_tracked_tables DROP COLUMN respelled",
                    "DROP INDEX synchrotron_applied_changes_deleted",
                    "DROP TABLE synchrotron_left_out_rows",
                    "DROP TABLE synchrotron_unadopted_rows",
                    "DROP TABLE synchrotron_edited_records",
                    "DROP INDEX synchrotron_action_records_predicted",
                    "ALTER TABLE synchrotron_action_records DROP COLUMN predicted_for",
                    "DROP TRIGGER synchrotron_record_counts_insert",
                    "DROP TRIGGER synchrotron_record_counts_delete",
                    "DROP TRIGGER synchrotron_record_counts_update",
                    "DROP TABLE synchrotron_record_counts",
                    "DROP TRIGGER synchrotron_state_changed",
                    "ALTER TABLE synchrotron_state DROP COLUMN checksum",
                    "UPDATE synchrotron_state SET value = '6' WHERE key = 'schema_version'")) {
                statement.executeUpdate(sql);
            }
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private List<String> inOrder() {
        return bench.texts("SELECT text || ' ' || created_at FROM todos ORDER BY created_at");
    }

    @Test
    void isExactAfterALateRecord() {
        List<LogEntry> pending = bench.alice().pending();
        bench.deliver(
                3,
                accepted(pending.get(0), 1, applied(pending.get(0))),
                accepted(pending.get(1), 2, applied(pending.get(1))),
                bobs(
                        "late",
                        "unknown_v1",
                        20_001,
                        3,
                        text("?"),
                        updated(first, "team", at("1970-01-01T00:00:20.001000Z"))));
        List<String> before = bench.dump();
        bench.replayAll();

        assertThat(bench.dump()).isEqualTo(before);
        assertThat(inOrder())
                .containsExactly("renamed 1970-01-01T00:00:20.001000Z", "second 1970-01-01T00:00:20.750000Z");
    }

    @Test
    void takesTheSpellingOfAnEarlierServer() {
        bench.deliver(
                1,
                bobs("late", "unknown_v1", 30_000, 1, text("?"), updated(first, "team", at("1970-01-01T00:00:21Z"))));

        assertThat(inOrder())
                .containsExactly("second 1970-01-01T00:00:20.750000Z", "renamed 1970-01-01T00:00:21.000000Z");
    }

    private List<RowChange> applied(LogEntry entry) {
        return bench.store()
                .transaction(
                        "reading",
                        () -> bench.store().rows().applied(entry.record().id()));
    }

    private static JsonObject at(String moment) {
        return Json.createObjectBuilder().add("created_at", moment).build();
    }
}
