package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

class SqliteTrackingTest {
    @TempDir
    Path directory;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = SqliteConnections.open(directory.resolve("client.db"));
        SqliteSchema.install(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void trackingReadsTheColumnsOfPatches() throws SQLException {
        run(
                "CREATE TABLE t (id TEXT PRIMARY KEY, audience_key TEXT AS ('u:' || n) STORED, n INTEGER, twice AS (n * 2))");
        assertThat(SqliteTracking.track(connection, "T"))
                .isEqualTo(new TrackedTable(
                        "t",
                        List.of(new TrackedColumn("id", ColumnType.TEXT), new TrackedColumn("n", ColumnType.INTEGER)),
                        true));
    }

    @Test
    void audienceKeyMayBeAVirtualColumn() throws SQLException {
        run("CREATE TABLE t (id TEXT PRIMARY KEY, n TEXT, audience_key TEXT GENERATED ALWAYS AS ('u:' || n) VIRTUAL)");
        assertThat(SqliteTracking.track(connection, "t").audienceGenerated()).isTrue();
    }

    @Test
    void trackingAgainChangesNothing() throws SQLException {
        run("CREATE TABLE \"it's\" (id TEXT PRIMARY KEY, audience_key TEXT, \"a \"\"b\" TEXT)");
        SqliteTracking.track(connection, "it's");
        int before = number("PRAGMA schema_version");
        SqliteTracking.track(connection, "it's");
        assertThat(number("PRAGMA schema_version")).isEqualTo(before);
    }

    @Test
    void trackingAgainAppliesANewDefinition() throws SQLException {
        run("CREATE TABLE t (id TEXT PRIMARY KEY, audience_key TEXT)");
        SqliteTracking.track(connection, "t");
        run("ALTER TABLE t ADD COLUMN added TEXT");
        assertThat(SqliteTracking.track(connection, "t").columns())
                .contains(new TrackedColumn("added", ColumnType.TEXT));
        run("UPDATE synchrotron_capture_context SET mode = 'record', record_number = 1");
        run("INSERT INTO t VALUES ('1', 'u', 'x')");
        assertThat(text("SELECT forward_patches FROM synchrotron_applied_changes"))
                .isEqualTo("{\"id\":\"1\",\"added\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audience_key TEXT | its primary key must be the one column id",
                "id TEXT, audience_key TEXT, PRIMARY KEY (id, audience_key) | its primary key must be the one column id",
                "key TEXT PRIMARY KEY, id TEXT, audience_key TEXT | its primary key must be the one column id",
                "id BLOB PRIMARY KEY, audience_key TEXT | column id cannot be BLOB",
                "id TEXT PRIMARY KEY | it lacks the column audience_key",
                "id TEXT PRIMARY KEY, audience_key INTEGER | column audience_key cannot be INTEGER",
                "id TEXT PRIMARY KEY, audience_key TEXT, price DECIMAL | column price has the type 'DECIMAL'",
                "id TEXT PRIMARY KEY, audience_key TEXT, more JSON | column more has the type 'JSON'",
                "id TEXT PRIMARY KEY, audience_key TEXT, any | column any has the type ''",
            })
    void tablesThatCannotBeTrackedAreRefused(String columns, String reason) throws SQLException {
        run("CREATE TABLE odd (" + columns + ")");
        assertThatThrownBy(() -> SqliteTracking.track(connection, "odd"))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("table odd cannot be tracked")
                .hasMessageContaining(reason);
        assertThat(
                        number(
                                "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name NOT LIKE 'synchrotron%'"))
                .isZero();
    }

    @Test
    void missingTableIsRefused() {
        assertThatThrownBy(() -> SqliteTracking.track(connection, "nowhere")).hasMessageContaining("table nowhere");
    }

    @Test
    void connectionWithoutRecursiveTriggersIsRefused() throws SQLException {
        run("CREATE TABLE t (id TEXT PRIMARY KEY, audience_key TEXT)");
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("client.db"))) {
            assertThatThrownBy(() -> SqliteTracking.track(plain, "t")).hasMessageContaining("recursive_triggers");
        }
    }

    @Test
    void schemaIsInstalledOnce() throws SQLException {
        int before = number("PRAGMA schema_version");
        SqliteSchema.install(connection);
        assertThat(number("PRAGMA schema_version")).isEqualTo(before);
        assertThat(text("SELECT mode FROM synchrotron_capture_context")).isEqualTo("none");
    }

    @Test
    void newerSchemaIsRefused() throws SQLException {
        run("UPDATE synchrotron_state SET value = '99' WHERE key = 'schema_version'");
        assertThatThrownBy(() -> SqliteSchema.install(connection)).hasMessageContaining("version 99");
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void foreignKeysAreSwitchedOnlyBetweenTransactions() throws SQLException {
        connection.setAutoCommit(false);
        assertThatThrownBy(() -> SqliteConnections.enforceForeignKeys(connection, false))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void connectionsHaveTheSettingsThatCaptureNeeds() throws SQLException {
        assertThat(text("PRAGMA journal_mode")).isEqualTo("wal");
        assertThat(number("PRAGMA synchronous")).isEqualTo(1);
        assertThat(number("PRAGMA foreign_keys")).isEqualTo(1);
        assertThat(number("PRAGMA recursive_triggers")).isEqualTo(1);
        assertThat(number("PRAGMA busy_timeout")).isEqualTo(5000);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int number(String sql) throws SQLException {
        return Integer.parseInt(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
