package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.db.sqlite.RowLoader.JsonArrays;
import org.synchrotron.db.tracking.TrackedTable;

@DisplayName("Rows that are loaded without a record")
class RowLoaderTest {

    private static final String DDL = """
            CREATE TABLE things (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, word TEXT, day DATE, moment TIMESTAMP,
              little SMALLINT, number BIGINT, share REAL, price DECIMAL TEXT, done BOOLEAN, content BLOB, nested JSON TEXT,
              code TEXT UNIQUE)""";

    private static final List<String> COLUMNS = List.of(
            "id", "word", "day", "moment", "little", "number", "share", "price", "done", "content", "nested", "code");

    @TempDir
    Path directory;

    private SqliteCaptureDatabase database;
    private TrackedTable things;

    @BeforeEach
    void open() throws SQLException {
        database = new SqliteCaptureDatabase(directory.resolve("things.db"));
        database.define(DDL);
        things = SqliteTracking.track(database.connection(), "things");
        database.connection().commit();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private static final LeftOutRows NONE = (table, columns, row, reason) -> {
        throw new AssertionError("left out: " + row + ": " + reason);
    };

    private interface Work {
        void with(RowLoader loader) throws SQLException;
    }

    private void load(Work work) throws SQLException {
        database.transaction(() -> {
            try (RowLoader loader = new RowLoader(database.connection(), List.of(things))) {
                loader.load(1, () -> work.with(loader));
            }
        });
    }

    private void insert(String rows) throws SQLException {
        load(loader -> loader.insert("things", COLUMNS, JsonArrays.of(rows), NONE));
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var statement = database.connection().createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void haveTheValuesThatTheirJsonStandsFor() throws SQLException {
        String values = "\"a\\\"b\\u00e9\",\"2026-11-23\",\"2026-11-23T09:30:00.123Z\",-7,9223372036854775807,1e22,"
                + "12345678901234567890.1200,true,\"\\\\x0aff\",{\"k\":[1, 2.50, null]},\"c\"";
        insert("[[\"team\",\"one\"," + values + "],[\"team\",\"two\"" + ",null".repeat(11) + "]]");

        assertThat(texts(
                        "SELECT audience_key || id || word || day || moment || little || number || price || done || hex(content)"
                                + " || nested FROM things WHERE id = 'one'"))
                .containsExactly(
                        "teamonea\"bé2026-11-232026-11-23T09:30:00.123000Z-7922337203685477580712345678901234567890.1200"
                                + "10AFF{\"k\":[1,2.50,null]}");
        assertThat(texts(
                        "SELECT typeof(share) || (share = 1e22) || typeof(price) || typeof(content) || typeof(done) FROM things"
                                + " WHERE id = 'one'"))
                .containsExactly("real1textblobinteger");
        assertThat(texts(
                        "SELECT count(*) FROM things WHERE coalesce(word, day, moment, little, number, share, price, done,"
                                + " content, nested, code) IS NULL"))
                .containsExactly("1");
        assertThat(texts("SELECT 1 FROM synchrotron_applied_changes")).isEmpty();
    }

    /** Digits as PostgreSQL prints them: the fewest that are read back as the same double. */
    @Test
    void haveTheSameDoubles() throws SQLException {
        Random random = new Random(7);
        List<Double> doubles =
                new ArrayList<>(List.of(0.1, Double.MIN_NORMAL, Double.MIN_VALUE, Double.MAX_VALUE, -2.5));
        while (doubles.size() < 5_000) {
            double next = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(next)) {
                doubles.add(next);
            }
        }
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < doubles.size(); i++) {
            rows.append(",[\"team\",\"")
                    .append(i)
                    .append("\",")
                    .append(doubles.get(i))
                    .append(']');
        }
        load(loader ->
                loader.insert("things", List.of("id", "share"), JsonArrays.of("[" + rows.substring(1) + "]"), NONE));

        try (var statement = database.connection().createStatement();
                var found = statement.executeQuery("SELECT id, share FROM things")) {
            int wrong = 0;
            while (found.next()) {
                wrong += found.getDouble(2) == doubles.get(found.getInt(1)) ? 0 : 1;
            }
            assertThat(wrong).isZero();
        }
    }

    @Test
    void mayExchangeTheirUniqueValues() throws SQLException {
        String none = ",null".repeat(10);
        insert("[[\"team\",\"one\"" + none + ",\"x\"],[\"team\",\"two\"" + none + ",\"y\"],[\"team\",\"six\"" + none
                + ",\"z\"]]");
        String exchanged = "[[\"team\",\"one\"" + none + ",\"y\"],[\"team\",\"two\"" + none + ",\"x\"]]";
        load(loader -> {
            loader.deletePresent("things", COLUMNS, JsonArrays.of(exchanged));
            loader.insert("things", COLUMNS, JsonArrays.of(exchanged), NONE);
        });
        assertThat(texts("SELECT id || code FROM things ORDER BY id")).containsExactly("oney", "sixz", "twox");
    }

    @Test
    void areDeletedByIdByAudienceOrAll() throws SQLException {
        String rows = "[[\"team\",\"a\"],[\"team\",\"b\"],[\"club\",\"c\"],[\"club\",\"d\"]]";
        load(loader -> loader.insert("things", List.of("id"), JsonArrays.of(rows), NONE));
        load(loader -> loader.delete("things", JsonArrays.of("[\"a\",\"never\"]")));
        assertThat(texts("SELECT id FROM things ORDER BY id")).containsExactly("b", "c", "d");
        load(loader -> loader.deleteAudiences("[\"club\"]"));
        assertThat(texts("SELECT id FROM things")).containsExactly("b");
        load(loader -> loader.deleteAll("things"));
        assertThat(texts("SELECT id FROM things")).isEmpty();
    }

    /** As the server sends them: ids of rows are JSON numbers, those of rows that are gone are texts. */
    @Test
    void mayHaveIntegersAsIds() throws SQLException {
        for (String type : List.of("INTEGER PRIMARY KEY NOT NULL", "BIGINT PRIMARY KEY NOT NULL")) {
            String table = type.startsWith("INT") ? "small" : "large";
            database.define("CREATE TABLE " + table + " (id " + type + ", audience_key TEXT NOT NULL, word TEXT)");
            things = SqliteTracking.track(database.connection(), table);
            database.connection().commit();
            List<String> columns = List.of("id", "word");
            load(loader -> loader.insert(
                    table,
                    columns,
                    JsonArrays.of("[[\"team\",7,\"a\"],[\"team\",9007199254740993,\"b\"],[\"team\",-1,\"c\"]]"),
                    NONE));
            load(loader -> loader.delete(table, JsonArrays.of("[\"9007199254740993\",\"8\"]")));
            JsonArrays again = JsonArrays.of("[[\"team\",7,\"later\"],[\"team\",70,\"new\"]]");
            load(loader -> {
                loader.deletePresent(table, columns, again);
                loader.insert(table, columns, again, NONE);
            });
            assertThat(texts("SELECT typeof(id) || id || word FROM " + table + " ORDER BY id"))
                    .containsExactly("integer-1c", "integer7later", "integer70new");
        }
    }

    @Test
    void runNoTriggersOfTheApplicationWhichStayAsTheyWere() throws SQLException {
        database.define(
                "CREATE TRIGGER shout AFTER INSERT ON things BEGIN UPDATE things SET word = 'loud' WHERE id = NEW.id; END");
        database.track("things");
        load(loader ->
                loader.insert("things", List.of("id", "word"), JsonArrays.of("[[\"team\",\"a\",\"quiet\"]]"), NONE));
        assertThat(texts("SELECT word FROM things")).containsExactly("quiet");

        database.execute("r", List.of("INSERT INTO things (id, audience_key) VALUES ('b', 'team')"));
        assertThat(texts("SELECT word FROM things WHERE id = 'b'")).containsExactly("loud");
    }

    @Test
    void passOverTablesAndColumnsThatAreNotTrackedHere() throws SQLException {
        load(loader -> {
            loader.insert(
                    "things", List.of("colour", "id", "word"), JsonArrays.of("[[\"team\",\"red\",\"a\",\"w\"]]"), NONE);
            loader.insert("others", List.of("id"), JsonArrays.of("[[\"team\",\"a\"]]"), NONE);
            loader.delete("others", JsonArrays.of("[\"a\"]"));
            loader.deletePresent("others", List.of("id"), JsonArrays.of("[[\"team\",\"a\"]]"));
            loader.deleteAll("others");
        });
        assertThat(texts("SELECT id || word FROM things")).containsExactly("aw");
    }

    @Test
    void areLeftOutOneByOneIfTheTableCannotHoldThem() throws SQLException {
        database.define("CREATE TABLE narrow (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL,"
                + " word TEXT NOT NULL, little SMALLINT, code TEXT UNIQUE)");
        things = SqliteTracking.track(database.connection(), "narrow");
        database.connection().commit();
        List<String> left = new ArrayList<>();
        String rows = "[[\"team\",\"a\",\"w\",1,\"x\"],[\"team\",\"b\",null,1,null],[\"team\",\"c\",\"w\",40000,null],"
                + "[\"team\",\"d\",\"w\",null,\"x\"],[\"team\",\"e\",\"w\",-1,null]]";
        load(loader -> loader.insert(
                "narrow",
                List.of("id", "word", "little", "code"),
                JsonArrays.of(rows),
                (table, columns, row, reason) -> left.add(row + reason)));
        assertThat(texts("SELECT id FROM narrow ORDER BY id")).containsExactly("a", "e");
        assertThat(left)
                .satisfiesExactly(
                        b -> assertThat(b).startsWith("[\"team\",\"b\",null").contains("narrow.word"),
                        c -> assertThat(c).startsWith("[\"team\",\"c\"").contains("range"),
                        d -> assertThat(d).startsWith("[\"team\",\"d\"").contains("narrow.code"));
    }
}
