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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.db.tracking.TrackingException;

@DisplayName("Rows that a table has before it is tracked")
class UnadoptedRowsTest {

    private static final String COLUMNS = "(id TEXT PRIMARY KEY NOT NULL, project TEXT NOT NULL,"
            + " audience_key TEXT GENERATED ALWAYS AS ('p:' || project) STORED, text TEXT, number BIGINT, done BOOLEAN,"
            + " real REAL, at TIMESTAMP, bytes BLOB, price DECIMAL TEXT, doc JSON TEXT)";

    @TempDir
    Path directory;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = SqliteConnections.open(directory.resolve("file.db"));
        SqliteSchema.install(connection);
        run("CREATE TABLE \"the \"\"rows\" " + COLUMNS);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
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

    private void insert(String values) throws SQLException {
        run("INSERT INTO \"the \"\"rows\" (id, project, text, number, done, real, at, bytes, price, doc) VALUES ("
                + values + ")");
    }

    private List<String> adopted() throws SQLException {
        SqliteTracking.adopt(connection, "THE \"rows");
        assertThat(texts("SELECT id FROM \"the \"\"rows\"")).isEmpty();
        return texts("SELECT content FROM synchrotron_unadopted_rows ORDER BY position");
    }

    @Test
    void moveOutAsJsonObjectsWithTheirAudience() throws SQLException {
        insert(
                "'b', '7', 'it''s', 9223372036854775807, 1, 0.5, '2026-11-23T09:30:00.000000Z', x'00ff', '10.00', '{\"k\": [1.50]}'");
        insert("'a', '7', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL");
        assertThat(adopted())
                .containsExactly(
                        "{\"audience_key\":\"p:7\",\"id\":\"b\",\"project\":\"7\",\"text\":\"it's\",\"number\":9223372036854775807,"
                                + "\"done\":true,\"real\":0.5,\"at\":\"2026-11-23T09:30:00.000000Z\",\"bytes\":\"\\\\x00ff\","
                                + "\"price\":10.00,\"doc\":{\"k\":[1.50]}}",
                        "{\"audience_key\":\"p:7\",\"id\":\"a\",\"project\":\"7\",\"text\":null,\"number\":null,\"done\":null,"
                                + "\"real\":null,\"at\":null,\"bytes\":null,\"price\":null,\"doc\":null}");
        assertThat(texts("SELECT table_name || row_id FROM synchrotron_unadopted_rows"))
                .containsExactly("the \"rowsb", "the \"rowsa");
    }

    @Test
    void moveOutWithValuesThatTheirColumnsMustNotHave() throws SQLException {
        insert("'a', '7', 'nul' || char(0) || 'l', 'word', 2, 'real', '2026-11-23 09:30', 'text', 'ten', '{broken'");
        insert("'b', '7', x'0a', 1.5, 'yes', 9e999, 12, 7, 10, x'0b'");
        assertThat(adopted())
                .containsExactly(
                        "{\"audience_key\":\"p:7\",\"id\":\"a\",\"project\":\"7\",\"text\":\"nul\\u0000l\",\"number\":\"word\",\"done\":2,"
                                + "\"real\":\"real\",\"at\":\"2026-11-23 09:30\",\"bytes\":\"text\",\"price\":\"ten\","
                                + "\"doc\":\"{broken\"}",
                        "{\"audience_key\":\"p:7\",\"id\":\"b\",\"project\":\"7\",\"text\":\"\\\\x0a\",\"number\":1.5,\"done\":\"yes\","
                                + "\"real\":9.0e+999,\"at\":12,\"bytes\":7,\"price\":10,\"doc\":\"\\\\x0b\"}");
    }

    @Test
    void moveOutWithoutTheApplicationsTriggersButFromItsIndexOfWords() throws SQLException {
        run("CREATE TABLE gone (id TEXT)");
        run("CREATE TRIGGER note AFTER DELETE ON \"the \"\"rows\" BEGIN INSERT INTO gone VALUES (OLD.id); END");
        run("CREATE VIRTUAL TABLE words USING fts5(text)");
        run("CREATE TRIGGER word AFTER INSERT ON \"the \"\"rows\" BEGIN"
                + " INSERT INTO words (rowid, text) VALUES (NEW.rowid, NEW.text); END");
        run(
                "CREATE TRIGGER no_word AFTER DELETE ON \"the \"\"rows\" BEGIN DELETE FROM words WHERE rowid = OLD.rowid; END");
        insert("'a', '7', 'milk', NULL, NULL, NULL, NULL, NULL, NULL, NULL");
        assertThat(texts("SELECT text FROM words WHERE words MATCH 'milk'")).hasSize(1);
        assertThat(adopted()).hasSize(1);
        assertThat(texts("SELECT id FROM gone")).isEmpty();
        assertThat(texts("SELECT text FROM words WHERE words MATCH 'milk'")).isEmpty();
    }

    @Test
    void stayIfTheTableWasTrackedBeforeAndAreRefusedByTracking() throws SQLException {
        SqliteTracking.track(connection, "the \"rows");
        SqliteTracking.suspend(connection);
        insert("'a', '7', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL");
        SqliteTracking.adopt(connection, "the \"rows");
        assertThat(texts("SELECT id FROM \"the \"\"rows\"")).containsExactly("a");
        run("CREATE TABLE other " + COLUMNS);
        run("INSERT INTO other (id, project) VALUES ('x', '7')");
        assertThatThrownBy(() -> SqliteTracking.track(connection, "other"))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("adopt(\"other\", row -> …) in place of track(\"other\")");
    }
}
