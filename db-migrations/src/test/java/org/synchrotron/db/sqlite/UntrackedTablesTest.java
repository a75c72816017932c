package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.db.tracking.TrackedTable;

@DisplayName("Untracked tables")
class UntrackedTablesTest {

    @TempDir
    Path directory;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = SqliteConnections.open(directory.resolve("client.db"));
        SqliteSchema.install(connection);
        run("CREATE TABLE tracked (id TEXT PRIMARY KEY, audience_key TEXT, x INTEGER)");
        run("CREATE TABLE \"it's local\" (id TEXT PRIMARY KEY) WITHOUT ROWID");
        run("INSERT INTO \"it's local\" VALUES ('a')");
        guard();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void guard() throws SQLException {
        TrackedTable tracked = SqliteTracking.track(connection, "tracked");
        UntrackedTables.guard(connection, List.of(tracked));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void inAction() throws SQLException {
        run("UPDATE synchrotron_capture_context SET mode = 'record', record_number = 1");
    }

    private int schemaVersion() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA schema_version")) {
            return rows.getInt(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO \"it's local\" VALUES ('b')",
                "UPDATE \"it's local\" SET id = 'c'",
                "DELETE FROM \"it's local\"",
                "REPLACE INTO \"it's local\" VALUES ('a')"
            })
    void actionsCannotWriteUntrackedTables(String write) throws SQLException {
        inAction();
        assertThatThrownBy(() -> run(write))
                .hasMessageContaining("table it's local is not tracked: an action may write tracked tables only");
    }

    @Test
    void untrackedTablesCanBeWrittenOutsideActions() {
        assertThatCode(() -> run("DELETE FROM \"it's local\"")).doesNotThrowAnyException();
    }

    @Test
    void triggersAreInstalledOnce() throws SQLException {
        int before = schemaVersion();
        guard();
        assertThat(schemaVersion()).isEqualTo(before);
    }

    @Test
    void tablesCanBeWrittenAfterTheyAreTracked() throws SQLException {
        run("CREATE TABLE later (id TEXT PRIMARY KEY, audience_key TEXT)");
        guard();
        TrackedTable later = SqliteTracking.track(connection, "later");
        UntrackedTables.guard(connection, List.of(SqliteTracking.track(connection, "tracked"), later));
        inAction();
        assertThatCode(() -> run("INSERT INTO later VALUES ('a', 'u')")).doesNotThrowAnyException();
    }

    @Test
    void tablesOfFullTextSearchCanBeWritten() throws SQLException {
        run("CREATE VIRTUAL TABLE words USING fts5 (text)");
        run("CREATE TRIGGER index_it AFTER INSERT ON tracked BEGIN INSERT INTO words VALUES (NEW.id); END");
        guard();
        inAction();
        assertThatCode(() -> run("INSERT INTO tracked VALUES ('a', 'u', 1)")).doesNotThrowAnyException();
    }
}
