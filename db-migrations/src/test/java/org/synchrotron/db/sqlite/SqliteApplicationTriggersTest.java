package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.file.Path;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.db.sqlite.RowLoader.JsonArrays;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

@DisplayName("Triggers of the application in SQLite")
class SqliteApplicationTriggersTest {

    private static final String COLUMNS =
            "(id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, n INTEGER, version INTEGER)";

    @TempDir
    Path directory;

    private SqliteCaptureDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = new SqliteCaptureDatabase(directory.resolve("file.db"));
        database.define("CREATE TABLE todos " + COLUMNS);
        database.track("todos");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private void trigger(String sql) throws SQLException {
        database.define(sql);
        database.track("todos");
    }

    private void act(String record, String... statements) throws SQLException {
        database.execute(record, List.of(statements));
    }

    private void apply(String record, RowOperation operation, String patch) throws SQLException {
        database.apply(
                record,
                List.of(new RowEdit(
                        operation,
                        "todos",
                        "t",
                        "a",
                        Json.createReader(new StringReader(patch)).readObject())));
    }

    private List<String> rows(String sql) throws SQLException {
        try (Statement statement = database.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static final String BUMP = "CREATE TRIGGER bump AFTER UPDATE OF n ON todos BEGIN"
            + " UPDATE todos SET n = NEW.n + 10, version = version + 1 WHERE id = NEW.id; END";

    @Test
    void thatWriteTheSameRowAreCapturedAfterTheChangeThatTheyAnswer() throws SQLException {
        act("a", "INSERT INTO todos VALUES ('t', 'a', 1, 1)");
        trigger("CREATE TRIGGER bump AFTER UPDATE OF n ON todos WHEN NEW.n < 10 OR NEW.n IS NULL BEGIN"
                + " UPDATE todos SET n = NEW.n + 10, version = version + 1 WHERE id = NEW.id; END");
        act("b", "UPDATE todos SET n = 2");
        assertThat(rows("SELECT n || ' ' || version FROM todos")).containsExactly("12 2");
        assertThat(database.captured("b").stream().map(each -> each.forward().toString()))
                .containsExactly("{\"n\":2}", "{\"n\":12,\"version\":2}");
        database.undo(List.of("b"));
        assertThat(rows("SELECT n || ' ' || version FROM todos")).containsExactly("1 1");
    }

    @Test
    void doNotActWhenKnownEffectsAreApplied() throws SQLException {
        trigger("CREATE TRIGGER bump AFTER UPDATE OF n ON todos WHEN NEW.version < 100 BEGIN"
                + " UPDATE todos SET version = version + 1 WHERE id = NEW.id; END");
        trigger(
                "CREATE TRIGGER stop BEFORE UPDATE ON todos WHEN NEW.n = 5 BEGIN SELECT RAISE(ABORT, 'never five'); END");
        apply("a", RowOperation.INSERT, "{\"id\":\"t\",\"n\":1,\"version\":7}");
        apply("b", RowOperation.UPDATE, "{\"n\":5}");
        assertThat(rows("SELECT n || ' ' || version FROM todos")).containsExactly("5 7");
        assertThat(database.captured("b")).hasSize(1);
        act("c", "UPDATE todos SET n = 3");
        assertThat(rows("SELECT n || ' ' || version FROM todos")).containsExactly("3 8");
        database.undo(List.of("c"));
        assertThat(rows("SELECT n || ' ' || version FROM todos")).containsExactly("5 7");
        assertThatThrownBy(() -> act("d", "UPDATE todos SET n = 5")).hasMessageContaining("never five");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000})
    void doNotActWhenRowsAreReplaced(long announced) throws SQLException {
        trigger("CREATE TRIGGER loud AFTER INSERT ON todos BEGIN UPDATE todos SET n = 99 WHERE id = NEW.id; END");
        load(announced);
        assertThat(rows("SELECT n FROM todos")).containsExactly("1");
        act("b", "INSERT INTO todos VALUES ('u', 'a', 1, 1)");
        assertThat(rows("SELECT n FROM todos WHERE id = 'u'")).containsExactly("99");
        assertThat(database.captured("b").get(0).operation()).isEqualTo(RowOperation.INSERT);
    }

    private void load(long announced) throws SQLException {
        List<TrackedTable> tables = List.of(SqliteTracking.track(database.connection(), "todos"));
        try (RowLoader loader = new RowLoader(database.connection(), tables)) {
            loader.load(
                    announced,
                    () -> loader.insert(
                            "todos",
                            List.of("id", "n"),
                            JsonArrays.of("[[\"a\",\"t\",1]]"),
                            (table, columns, row, reason) -> {
                                throw new AssertionError(reason);
                            }));
        }
    }

    @Test
    void thatKeepAnIndexOfWordsActAlways() throws SQLException {
        database.define("CREATE VIRTUAL TABLE words USING fts5 (word)");
        trigger("CREATE TRIGGER indexed AFTER INSERT ON todos BEGIN INSERT INTO words (rowid, word)"
                + " VALUES (NEW.rowid, NEW.id); END");
        trigger(
                "CREATE TRIGGER removed AFTER DELETE ON todos BEGIN DELETE FROM \"words\" WHERE rowid = OLD.rowid; END");
        apply("a", RowOperation.INSERT, "{\"id\":\"t\",\"n\":1,\"version\":7}");
        assertThat(rows("SELECT word FROM words WHERE words MATCH 't'")).containsExactly("t");
        database.undo(List.of("a"));
        assertThat(rows("SELECT word FROM words WHERE words MATCH 't'")).isEmpty();
        load(100_000);
        assertThat(rows("SELECT word FROM words WHERE words MATCH 't'")).containsExactly("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER odd AFTER INSERT ON todos BEGIN UPDATE todos SET n = 7 WHERE id = NEW.id; END",
                "create trigger if not exists odd after insert on [todos] for each row when new.n is not null"
                        + " begin update todos set n = 7 where id = new.id; end",
                "CREATE TRIGGER odd AFTER INSERT ON todos /* WHEN BEGIN */ WHEN CASE WHEN NEW.n = 1 THEN 1 ELSE 0 END -- BEGIN\n"
                        + "BEGIN UPDATE todos SET n = 7 WHERE id = NEW.id; END",
                "CREATE TRIGGER odd AFTER INSERT ON todos WHEN NEW.id <> ' BEGIN ' OR NEW.n = 1 -- a remark\n"
                        + "BEGIN WITH x AS (SELECT 1) SELECT * FROM x; UPDATE OR REPLACE todos SET n = 7 WHERE id = NEW.id; END",
                "CREATE TRIGGER odd AFTER INSERT ON todos WHEN 1 BEGIN INSERT INTO todos VALUES (NEW.id, 'a', 7, 1)"
                        + " ON CONFLICT (id) DO UPDATE SET n = 7; END",
            })
    void ofAnyFormActInActionsOnly(String sql) throws SQLException {
        trigger(sql);
        int version = Integer.parseInt(rows("PRAGMA schema_version").get(0));
        database.track("todos");
        assertThat(rows("PRAGMA schema_version")).containsExactly(String.valueOf(version));
        apply("a", RowOperation.INSERT, "{\"id\":\"t\",\"n\":1,\"version\":1}");
        assertThat(rows("SELECT n FROM todos")).containsExactly("1");
        database.undo(List.of("a"));
        act("b", "INSERT INTO todos VALUES ('t', 'a', 1, 1)");
        assertThat(rows("SELECT n FROM todos")).containsExactly("7");
        database.undo(List.of("b"));
        assertThat(rows("SELECT n FROM todos")).isEmpty();
    }

    @Test
    void areStillCapturedInOrderAfterTheFileWasOpenedAgain() throws SQLException {
        act("a", "INSERT INTO todos VALUES ('t', 'a', 1, 1)");
        trigger(BUMP.replace("BEGIN", "WHEN NEW.n < 10 BEGIN"));
        database.define("PRAGMA user_version = 3");
        database.close();
        database = new SqliteCaptureDatabase(directory.resolve("file.db"));
        database.track("todos");
        act("b", "UPDATE todos SET n = 2");
        assertThat(database.captured("b").stream().map(each -> each.forward().toString()))
                .endsWith("{\"n\":2}", "{\"n\":12,\"version\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CURRENT_TIMESTAMP",
                "(datetime('now'))",
                "(strftime('%s', 'now'))",
                "(random())",
                "(lower(hex(randomblob(16))))",
                "(julianday())",
                "current_date",
            })
    void columnsWithADefaultThatIsComputedAnewAreRefused(String expression) throws SQLException {
        database.define("CREATE TABLE bad (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, v TEXT DEFAULT "
                + expression + ")");
        assertThatThrownBy(() -> database.track("bad"))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("the default of column v is computed anew");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-2.5",
                "'it''s now'",
                "NULL",
                "(1 + 2)",
                "(lower('X'))",
                "(datetime('2026-01-01'))",
                "TRUE",
                "x'00'"
            })
    void constantDefaultsAreTracked(String expression) throws SQLException {
        database.define("CREATE TABLE good (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, v TEXT DEFAULT "
                + expression + ")");
        database.track("good");
        assertThat(rows("SELECT name FROM sqlite_temp_schema")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id TEXT PRIMARY KEY ON CONFLICT REPLACE NOT NULL, audience_key TEXT NOT NULL",
                "id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, n INTEGER UNIQUE on conflict ignore",
                "id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, n INTEGER, UNIQUE (n, id) ON /* why */ CONFLICT FAIL",
                "id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, n INTEGER NOT NULL ON CONFLICT ROLLBACK"
            })
    void tablesWithConflictClausesAreRefused(String columns) throws SQLException {
        database.define("CREATE TABLE bad (" + columns + ")");
        assertThatThrownBy(() -> database.track("bad"))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("ON CONFLICT");
    }

    @Test
    void tablesWithRowsThatNoActionWroteAreRefused() throws SQLException {
        database.define("CREATE TABLE filled " + COLUMNS);
        database.executeOutside("INSERT INTO filled VALUES ('x', 'a', 1, 1)");
        assertThatThrownBy(() -> database.track("filled"))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("rows that no action wrote");
        act("a", "INSERT INTO todos VALUES ('t', 'a', 1, 1)");
        database.define("CREATE TABLE renewed " + COLUMNS);
        database.define("INSERT INTO renewed SELECT * FROM todos");
        database.define("DROP TABLE todos");
        database.define("ALTER TABLE renewed RENAME TO todos");
        database.track("todos");
        act("b", "UPDATE todos SET n = 2");
        assertThat(database.captured("b")).hasSize(1);
    }

    @Test
    void foreignKeysOfTablesThatAreNotTrackedAreRefused() throws SQLException {
        TrackedTable todos = SqliteTracking.track(database.connection(), "todos");
        database.define("CREATE TABLE notes (todo TEXT REFERENCES Todos ON DELETE CASCADE)");
        assertThatThrownBy(() -> UntrackedTables.guard(database.connection(), List.of(todos)))
                .isInstanceOf(TrackingException.class)
                .hasMessageContaining("notes, which is not tracked, refers to it");
    }
}
