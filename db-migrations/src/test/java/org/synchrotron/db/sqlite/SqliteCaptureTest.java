package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.db.tracking.RowOperation.DELETE;
import static org.synchrotron.db.tracking.RowOperation.INSERT;

import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.db.CaptureContract;
import org.synchrotron.db.CaptureDatabase;
import org.synchrotron.db.JsonLines;
import org.synchrotron.db.tracking.RowEdit;

class SqliteCaptureTest extends CaptureContract {
    @TempDir
    Path directory;

    private SqliteCaptureDatabase sqlite() {
        return (SqliteCaptureDatabase) database;
    }

    @Override
    protected CaptureDatabase open() throws SQLException {
        return new SqliteCaptureDatabase(directory.resolve(UUID.randomUUID() + ".db"));
    }

    @Nested
    class Replace {
        @Test
        void replaceOfARowIsCapturedAsDeleteAndInsert() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            String before = database.dump();
            run(B, "REPLACE INTO todos VALUES ('t1', 'u', 'b', true, NULL)");
            assertThat(lines(B))
                    .containsExactly(
                            "DELETE todos/t1 u {} {\"done\":false,\"id\":\"t1\",\"text\":\"a\",\"votes\":3}",
                            "INSERT todos/t1 u {\"done\":true,\"id\":\"t1\",\"text\":\"b\",\"votes\":null} {}");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
        }

        @Test
        void replaceByARowOfAnotherAudienceIsRefused() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            assertThatThrownBy(() -> run(B, "REPLACE INTO todos VALUES ('t1', 'v', 'b', true, NULL)"))
                    .hasMessageContaining("the id of a new row of table todos belongs to another audience");
        }

        @Test
        void replaceCapturesOtherRowsThatItDeletes() throws SQLException {
            table("names", "name TEXT UNIQUE");
            run(A, "INSERT INTO names VALUES ('1', 'u', 'a'), ('2', 'u', 'b')");
            String before = database.dump();
            run(B, "UPDATE OR REPLACE names SET name = 'b' WHERE id = '1'");
            assertThat(database.captured(B))
                    .extracting(c -> c.operation() + c.rowId())
                    .containsExactly("DELETE2", "UPDATE1");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
        }
    }

    @Nested
    class ExactText {
        @Test
        void undoRestoresTheTextOfJsonColumns() throws SQLException {
            table("samples", "v JSON TEXT");
            run(A, "INSERT INTO samples VALUES ('s', 'u', ' {\"b\" : 1e5, \"a\":\"\\u00e9\"} ')");
            String before = database.dump();
            run(B, "UPDATE samples SET v = '{}'", "DELETE FROM samples");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
        }

        @Test
        void realsAreCapturedWithTheFewestDigitsThatAreReadBackExactly() throws SQLException {
            table("samples", "v REAL");
            Random random = new Random(7);
            for (int i = 0; i < 2000; i++) {
                double value = i % 2 == 0 ? random.nextGaussian() * 1000 : Double.longBitsToDouble(random.nextLong());
                if (Double.isFinite(value)) {
                    assertReadBackExactly(value);
                }
            }
            assertReadBackExactly(Double.MIN_VALUE);
            assertReadBackExactly(Double.MAX_VALUE);
        }

        private void assertReadBackExactly(double value) throws SQLException {
            String record = new UUID(0, Double.doubleToRawLongBits(value)).toString();
            sqlite().transaction(() -> {
                sqlite().rows().context().record(sqlite().number(record));
                try (PreparedStatement insert =
                        sqlite().connection().prepareStatement("REPLACE INTO samples VALUES ('s', 'u', ?)")) {
                    insert.setDouble(1, value);
                    insert.executeUpdate();
                }
            });
            List<CaptureDatabase.Captured> captured = database.captured(record);
            String json = captured.get(captured.size() - 1)
                    .forward()
                    .getJsonNumber("v")
                    .toString();
            assertThat(Double.parseDouble(json)).isEqualTo(value);
            assertThat(json.replaceAll("[eE].*|\\D", "").replaceAll("^0+", "")).hasSizeLessThanOrEqualTo(17);
        }
    }

    @Nested
    class Portability {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "TEXT | replace('a-b', '-', char(0))",
                    "TEXT | x'61'",
                    "UUID | '01234567-89AB-4cde-8f01-23456789abcd'",
                    "DATE | 20240102",
                    "DATE | '2024-1-2'",
                    "TIMESTAMP | 1704164645000",
                    "TIMESTAMP | '2024-01-02 03:04:05'",
                    "TIMESTAMP | '2024-01-02T03:04:05+01:00'",
                    "TIMESTAMP | '2024-01-02T03:04:05Z'",
                    "TIMESTAMP | '2024-01-02T03:04:05.123Z'",
                    "TIMESTAMP | '2024-01-02T03:04:05.12Z'",
                    "TIMESTAMP | '2024-01-02T03:04:05.1234567Z'",
                    "TIMESTAMP | '2024-01-02T24:00:00.000000Z'",
                    "INTEGER | 1.5",
                    "REAL | 9e999",
                    "REAL | 'x'",
                    "BOOLEAN | 2",
                    "BOOLEAN | 'yes'",
                    "BLOB | 'text'",
                    "DECIMAL TEXT | '1e5'",
                    "DECIMAL TEXT | '01.5'",
                    "DECIMAL TEXT | '.5'",
                    "DECIMAL TEXT | '-0.0'",
                    "DECIMAL TEXT | ''",
                    "JSON TEXT | '{'",
                    "JSON TEXT | '{a:1}'",
                    "JSON TEXT | jsonb('{}')",
                })
        void valuesThatAreNotPortableAreRefusedWithTheColumnsName(String type, String value) throws SQLException {
            table("samples", "v " + type);
            assertThatThrownBy(() -> run(A, "INSERT INTO samples VALUES ('s', 'u', " + value + ")"))
                    .hasMessageContaining("column samples.v must hold ");
            assertThat(database.captured(A)).isEmpty();
        }

        @Test
        void escapedBackslashesInJsonAreAccepted() throws SQLException {
            table("samples", "v JSON TEXT");
            run(A, "INSERT INTO samples VALUES ('s', 'u', '\"\\\\u0000\"')");
            assertThat(lines(A)).containsExactly("INSERT samples/s u {\"id\":\"s\",\"v\":\"\\\\u0000\"} {}");
        }

        @Test
        void idAndAudienceKeyAreRequired() throws SQLException {
            database.define("CREATE TABLE loose (id TEXT PRIMARY KEY, audience_key TEXT)");
            database.track("loose");
            assertThatThrownBy(() -> run(A, "INSERT INTO loose VALUES (NULL, 'u')"))
                    .hasMessageContaining("column loose.id must hold an id");
            assertThatThrownBy(() -> run(A, "INSERT INTO loose VALUES ('x', NULL)"))
                    .hasMessageContaining("column loose.audience_key must hold an audience");
        }
    }

    /** Known effects and undo in tables with foreign key actions or triggers of the application. */
    @Nested
    class Cascades {
        private void family(String action) throws SQLException {
            table("parents", "name TEXT");
            table("children", "parent_id TEXT REFERENCES parents (id) ON DELETE " + action, "n INTEGER");
        }

        private RowEdit delete(String table, String id) {
            return new RowEdit(DELETE, table, id, "u", JsonValue.EMPTY_JSON_OBJECT);
        }

        private RowEdit insert(String table, String id, String patch) {
            return new RowEdit(INSERT, table, id, "u", JsonLines.object(patch));
        }

        @ParameterizedTest
        @CsvSource({"CASCADE", "SET NULL"})
        void cascadesDoNotChangeMoreThanTheKnownEffects(String action) throws SQLException {
            family(action);
            run(A, "INSERT INTO parents VALUES ('p', 'u', 'x')", "INSERT INTO children VALUES ('c', 'u', 'p', 1)");
            String before = database.dump();
            RowEdit again = insert("parents", "p", "{\"id\":\"p\",\"name\":\"y\"}");
            database.apply(B, List.of(delete("parents", "p"), again));
            assertThat(database.dump()).isEqualTo(before.replace("'x'", "'y'"));
            assertThat(database.captured(B))
                    .extracting(c -> c.operation() + c.rowId())
                    .containsExactly("DELETEp", "INSERTp");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
        }

        @Test
        void rowsWhoseParentsTheUserDoesNotSeeAreApplied() throws SQLException {
            family("CASCADE");
            withoutForeignKeys(() -> database.apply(
                    A, List.of(insert("children", "c", "{\"id\":\"c\",\"parent_id\":\"hidden\",\"n\":1}"))));
            assertThat(database.captured(A)).hasSize(1);
        }

        @Test
        void cascadesDoNotChangeMoreThanTheUndoneRecord() throws SQLException {
            family("CASCADE");
            RowEdit child = insert("children", "c", "{\"id\":\"c\",\"parent_id\":\"p\",\"n\":1}");
            withoutForeignKeys(() -> database.apply(A, List.of(child)));
            String before = database.dump();
            run(B, "INSERT INTO parents VALUES ('p', 'u', 'x')");
            withoutForeignKeys(() -> database.undo(List.of(B)));
            assertThat(database.dump()).isEqualTo(before);

            run(B, "INSERT INTO parents VALUES ('p', 'u', 'x')");
            sqlite().transaction(() -> {
                try (SqliteRows rows = sqlite().rows()) {
                    rows.undo(List.of(sqlite().number(B)));
                    assertThat(database.dump()).isEqualTo(before);
                    rows.context().apply(sqlite().number(B));
                    rows.apply(insert("parents", "p", "{\"id\":\"p\",\"name\":\"x\"}"));
                    rows.context().none();
                }
            });
            assertThat(database.captured(A)).hasSize(1);
        }

        @Test
        void changesOfTheApplicationsTriggersAreUndone() throws SQLException {
            table("parents", "name TEXT");
            table("audit", "what TEXT");
            database.define("CREATE TRIGGER noted AFTER INSERT ON parents BEGIN"
                    + " INSERT INTO audit VALUES ('a-' || NEW.id, 'u', NEW.name); END");
            run(A, "INSERT INTO parents VALUES ('p', 'u', 'x')");
            assertThat(database.captured(A)).hasSize(2);
            database.apply(B, List.of(insert("parents", "q", "{\"id\":\"q\",\"name\":\"y\"}")));
            assertThat(database.captured(B)).hasSize(1);
            assertThat(database.dump()).doesNotContain("a-q");
        }

        private void withoutForeignKeys(SqliteCaptureDatabase.Work work) throws SQLException {
            sqlite().connection().setAutoCommit(true);
            SqliteConnections.enforceForeignKeys(sqlite().connection(), false);
            sqlite().connection().setAutoCommit(false);
            work.run();
            sqlite().connection().setAutoCommit(true);
            SqliteConnections.enforceForeignKeys(sqlite().connection(), true);
            sqlite().connection().setAutoCommit(false);
        }
    }

    @Test
    void allChangesAfterAPositionCanBeUndone() throws SQLException {
        todos();
        run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
        String before = database.dump();
        try (SqliteRows rows = sqlite().rows()) {
            long position = rows.position();
            run(B, "UPDATE todos SET votes = 4", "DELETE FROM todos");
            sqlite().transaction(() -> rows.undoAfter(position));
        }
        assertThat(database.dump()).isEqualTo(before);
        assertThat(database.captured(B)).isEmpty();
        assertThat(database.captured(A)).hasSize(1);
    }
}
