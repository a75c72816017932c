package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.db.JsonLines;
import org.synchrotron.db.tracking.TrackedTable;

@DisplayName("Timestamps in a file of version 6")
class TimestampSpellingTest {

    private static final List<String> VERSION_SIX = List.of(
            "v1/action_records",
            "v1/action_modified_rows",
            "v1/applied_changes",
            "v1/state",
            "v1/capture_context",
            "v2/refused_rows",
            "v2/quarantined_records",
            "v3/no_contributions",
            "v4/place_in_log",
            "v5/past_records",
            "v6/applying",
            "v6/tracked_tables",
            "v6/formerly_tracked");

    @TempDir
    Path directory;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = SqliteConnections.open(directory.resolve("old.db"));
        for (String file : VERSION_SIX) {
            run(SqlResource.read(file + ".sql"));
        }
        run("INSERT INTO synchrotron_state VALUES ('schema_version', '6')");
        run(
                "CREATE TABLE events (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, text TEXT, price DECIMAL TEXT,"
                        + " \"at \\ \"\"é'?\" TIMESTAMP CHECK (length(\"at \\ \"\"é'?\") < 25), ended TIMESTAMP)");
        // As an action left them: inserted, then changed by record 2.
        run("INSERT INTO events VALUES ('e', 'u', '2024-01-02T03:04:05Z', '1.10', '2024-01-02T03:04:05Z', NULL)");
        run("INSERT INTO synchrotron_tracked_tables VALUES ('events')");
        run(
                "INSERT INTO synchrotron_action_records (number, id, _tag, user_id, client_id, clock_time_ms, clock_counter, clock, args,"
                        + " created_at) SELECT value, value, 'any_v1', 'ann', 'phone', 1, value, '{}', '{}', '' FROM json_each('[1, 2]')");
        change(1, "INSERT", json("2024-01-02T03:04:05.123Z", "\"2024-01-02T03:04:05.123456Z\"", "1.10"), "{}");
        change(
                2,
                "UPDATE",
                "{" + at("2024-01-02T03:04:05Z") + ",\"ended\":null}",
                "{" + at("2024-01-02T03:04:05.123Z") + ",\"ended\":\"2024-01-02T03:04:05.123456Z\"}");
        connection.setAutoCommit(false);
        SqliteSchema.install(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static String at(String text) {
        return "\"at \\\\ \\\"é'?\":\"" + text + "\"";
    }

    private static String json(String at, String ended, String price) {
        return "{\"id\":\"e\",\"text\":\"2024-01-02T03:04:05Z\",\"price\":" + price + "," + at(at) + ",\"ended\":"
                + ended + "}";
    }

    private void change(int record, String operation, String forward, String reverse) throws SQLException {
        for (String columns : List.of(
                "synchrotron_action_modified_rows (sequence, record_number",
                "synchrotron_applied_changes (position, record_number")) {
            try (var insert = connection.prepareStatement("INSERT INTO " + columns
                    + ", table_name, row_id, audience_key, operation, forward_patches, reverse_patches)"
                    + " VALUES (?, ?, 'events', 'e', 'u', ?, ?, ?)")) {
                insert.setInt(1, record);
                insert.setInt(2, record);
                insert.setString(3, operation);
                insert.setString(4, forward);
                insert.setString(5, reverse);
                insert.executeUpdate();
            }
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private TrackedTable track() throws SQLException {
        TrackedTable table = SqliteTracking.track(connection, "events");
        connection.commit();
        return table;
    }

    private List<String> events() throws SQLException {
        return texts("SELECT concat_ws(' ', text, price, \"at \\ \"\"é'?\", ended) FROM events");
    }

    @Test
    void haveSixDigitsInRowsAndRowChangesOnceTheTableIsTracked() throws SQLException {
        track();

        assertThat(events()).containsExactly("2024-01-02T03:04:05Z 1.10 2024-01-02T03:04:05.000000Z");
        String changes = "SELECT forward_patches || ' ' || reverse_patches FROM ";
        List<String> expected = List.of(
                json("2024-01-02T03:04:05.123000Z", "\"2024-01-02T03:04:05.123456Z\"", "1.10") + " {}",
                "{" + at("2024-01-02T03:04:05.000000Z") + ",\"ended\":null} {" + at("2024-01-02T03:04:05.123000Z")
                        + ",\"ended\":\"2024-01-02T03:04:05.123456Z\"}");
        assertThat(texts(changes + "synchrotron_action_modified_rows ORDER BY record_number"))
                .isEqualTo(expected);
        assertThat(texts(changes + "synchrotron_applied_changes ORDER BY position"))
                .isEqualTo(expected);
        assertThat(texts("SELECT mode || applying FROM synchrotron_capture_context"))
                .containsExactly("none0");
        assertThat(texts("PRAGMA ignore_check_constraints")).containsExactly("0");
    }

    @Test
    void areUndoneAndAppliedAgainExactly() throws SQLException {
        TrackedTable table = track();
        List<String> before = events();
        SqliteConnections.enforceChecks(connection, false);
        try (SqliteRows rows = new SqliteRows(connection, List.of(table), JsonLines::object)) {
            rows.undo(List.of(2L));
            assertThat(events())
                    .containsExactly(
                            "2024-01-02T03:04:05Z 1.10 2024-01-02T03:04:05.123000Z 2024-01-02T03:04:05.123456Z");
            rows.undo(List.of(1L));
            assertThat(events()).isEmpty();
        }
        connection.rollback();
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void areRespelledOnceOnly() throws SQLException {
        track();
        run("UPDATE synchrotron_capture_context SET mode = 'undo'");
        run("UPDATE events SET ended = '2024-01-02T03:04:05Z'");
        run("UPDATE synchrotron_capture_context SET mode = 'none'");
        track();

        assertThat(texts("SELECT ended FROM events")).containsExactly("2024-01-02T03:04:05Z");
    }

    @Test
    void ofAnotherSpellingAreRefusedWithTheRightOne() throws SQLException {
        track();
        run("UPDATE synchrotron_capture_context SET mode = 'record', record_number = 3");
        for (String bad : Stream.of("2024-01-02T03:04:05Z", "2024-01-02 03:04:05", "2024-01-02T03:04:05.123Z")
                .toList()) {
            assertThatThrownBy(() -> run("UPDATE events SET ended = '" + bad + "'"))
                    .hasMessageContaining("column events.ended must hold a UTC timestamp with six digits of fraction,"
                            + " such as 2024-01-31T10:20:30.000000Z");
        }
    }
}
