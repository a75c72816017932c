package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Capture of what only PostgreSQL has: its types, their limits, its statements. */
class CaptureTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text            | 'é \"q\" \\ 😀'                      | \"é \\\"q\\\" \\\\ 😀\"",
                "varchar(5)      | 'abc '                              | \"abc \"",
                "char(5)         | 'ab'                                | \"ab\"",
                "uuid            | 'A0000000-0000-4000-8000-000000000001' | \"a0000000-0000-4000-8000-000000000001\"",
                "date            | '2024-02-29'                        | \"2024-02-29\"",
                "smallint        | -32768                              | -32768",
                "integer         | 2147483647                          | 2147483647",
                "bigint          | 9007199254740993                    | 9007199254740993",
                "real            | 0.1                                 | 0.1",
                "double precision| 0.1::float8 + 0.2::float8           | 0.30000000000000004",
                "double precision| '-0'                                | 0",
                "numeric         | 1.10                                | 1.10",
                "numeric(10,2)   | 1                                   | 1.00",
                "boolean         | true                                | true",
                "timestamptz     | '2024-01-02 03:04:05+02'            | \"2024-01-02T01:04:05.000000Z\"",
                "timestamptz     | '2024-01-02 03:04:05.12+00'         | \"2024-01-02T03:04:05.120000Z\"",
                "timestamptz     | '2024-01-02 03:04:05.123450+00'     | \"2024-01-02T03:04:05.123450Z\"",
                "bytea           | '\\x00FF'                           | \"\\\\x00ff\"",
                "json            | '{\"b\":1,  \"a\":[1.10,null]}'     | {\"a\": [1.10, null], \"b\": 1}",
                "jsonb           | '{\"b\":1,  \"a\":[1.10,null]}'     | {\"a\": [1.10, null], \"b\": 1}",
            })
    void everyTypeIsCapturedUndoneAndAppliedAgain(String type, String sql, String json) throws SQLException {
        database.table("samples", ", v " + type);
        database.act("ann", A, "insert into samples values ('s', 'a', null)", "update samples set v = " + sql);
        String after = database.dump("samples");
        List<String> captured = database.captured(A);
        assertThat(captured)
                .containsExactly(
                        "INSERT samples s a {\"v\": null, \"id\": \"s\"} {}",
                        "UPDATE samples s a {\"v\": " + json + "} {\"v\": null}");
        database.act("ann", B, "delete from samples");
        assertThat(database.undo(B)).isEqualTo("1");
        assertThat(database.dump("samples")).isEqualTo(after);
        assertThat(database.undo(A)).isEqualTo("2");
        assertThat(database.dump("samples")).isEqualTo("samples\n");
    }

    @ParameterizedTest
    @CsvSource({
        "real, 'NaN'",
        "double precision, 'Infinity'",
        "numeric, 'NaN'",
        "numeric, '-Infinity'",
        "date, 'infinity'",
        "date, '0044-03-15 BC'",
        "timestamptz, '-infinity'",
        "timestamptz, '12024-01-01'",
        "jsonb, 'null'",
        "json, 'null'",
        "numeric, '1e400'",
        "numeric, '-1e1200'",
        "numeric, '1e-401'",
        "numeric, '1e-5000'",
        "jsonb, '{\"a\": [1e400]}'",
        "json, '1e-5000'"
    })
    void valuesThatAreNotPortableAreRefusedWithTableAndColumn(String type, String text) throws SQLException {
        database.table("samples", ", v " + type);
        assertRefused("SY004", () -> database.act("ann", A, "insert into samples values ('s', 'a', '" + text + "')"))
                .hasMessageContaining("column v of row s of tracked table samples");
        database.act("ann", A, "insert into samples values ('s', 'a', null)");
        assertRefused("SY004", () -> database.act("ann", B, "update samples set v = '" + text + "'"));
    }

    @ParameterizedTest
    @CsvSource({"63, true", "64, false", "900, false"})
    void jsonIsRefusedIfItIsTooDeep(int depth, boolean portable) throws SQLException {
        database.table("samples", ", v jsonb");
        String insert = "insert into samples values ('s', 'a', '" + "[".repeat(depth) + "]".repeat(depth) + "')";
        if (portable) {
            database.act("ann", A, insert);
        } else {
            assertRefused("SY004", () -> database.act("ann", A, insert));
        }
    }

    @Test
    void theLongestNumbersAndLongTextsOfDigitsAreCaptured() throws SQLException {
        String digits = "1".repeat(400);
        database.table("samples", ", n numeric, j jsonb");
        database.act(
                "ann",
                A,
                "insert into samples values ('s', 'a', " + digits + "." + digits + ", '[" + digits + "." + digits
                        + ", \"" + digits.repeat(5) + "\"]')");
        assertThat(database.captured(A)).hasSize(1);
    }

    @Test
    void changesOfScaleAndOfJsonTextAreCaptured() throws SQLException {
        database.table("samples", ", n numeric, j jsonb");
        database.act("ann", A, "insert into samples values ('s', 'a', 1.1, '{\"n\": 1.0}')");
        database.act("ann", B, "update samples set n = 1.10, j = '{\"n\": 1.00}'", "update samples set n = 1.10");
        assertThat(database.captured(B))
                .containsExactly(
                        "UPDATE samples s a {\"j\": {\"n\": 1.00}, \"n\": 1.10} {\"j\": {\"n\": 1.0}, \"n\": 1.1}");
    }

    @Test
    void columnsMayHaveTheNamesThatTheCaptureFunctionsUse() throws SQLException {
        database.table("samples", """
                , "by" int, "begin" int, "new" int, old int, mode int, row_id int, record_id int, forward int, reverse int,
                c int, t int, i int, patch int, change int, written int, one int, operation int, row_ids int, patches int,
                audience_keys int, ids int, image int, "%1$s" int, "a ""b"" " int, audience int
                """);
        database.act(
                "ann",
                A,
                "insert into samples (id, audience_key) values ('s', 'a')",
                "update samples set \"by\" = 1, t = 2");
        String after = database.dump("samples");
        assertThat(database.captured(A).get(1))
                .isEqualTo("UPDATE samples s a {\"t\": 2, \"by\": 1} {\"t\": null, \"by\": null}");
        database.act("ann", B, "update samples set change = 1, c = 2, \"%1$s\" = 3", "delete from samples");
        database.undo(B);
        assertThat(database.dump("samples")).isEqualTo(after);
    }

    @Test
    void generatedColumnsAreNeitherCapturedNorWritten() throws SQLException {
        database.table("samples", ", n int, twice int generated always as (n * 2) stored");
        database.act("ann", A, "insert into samples values ('s', 'a', 2)");
        assertThat(database.captured(A)).containsExactly("INSERT samples s a {\"n\": 2, \"id\": \"s\"} {}");
        String after = database.dump("samples");
        database.act("ann", B, "delete from samples");
        database.undo(B);
        assertThat(database.dump("samples")).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "something"})
    void writesOutsideAnActionAreRefused(String mode) throws SQLException {
        database.table("todos", ", text text");
        try (Session session = database.login()) {
            session.asUser("ann")
                    .set("synchrotron.record_id", A)
                    .set("synchrotron.capture_mode", mode)
                    .open();
            assertRefused("SY001", () -> session.run("insert into todos values ('t', 'a', 'x')"))
                    .hasMessageContaining("tracked table todos may only be written inside an action");
        }
    }

    @Test
    void writesWithoutARecordIdAreRefused() throws SQLException {
        database.table("todos", ", text text");
        assertRefused("SY001", () -> database.act("ann", "", "insert into todos values ('t', 'a', 'x')"));
    }

    @Test
    void changesOfRowIdOrAudienceAndTruncateAreRefused() throws SQLException {
        database.table("todos", ", text text");
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        assertRefused("SY002", () -> database.act("ann", B, "update todos set id = 'u'"))
                .hasMessageContaining("t to u");
        assertRefused("SY003", () -> database.act("ann", B, "update todos set audience_key = 'shared'"));
        assertRefused("SY008", () -> database.define("truncate todos"));
    }

    static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            String state, ThrowingCallable work) {
        return assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(state));
    }
}
