package org.synchrotron.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.db.CaptureDatabase.Captured;
import org.synchrotron.db.tracking.ColumnType;

/** What every database must capture: the changes and their values. */
abstract class CapturedValues extends CaptureBench {

    @Nested
    class Capture {
        @Test
        void insertCapturesTheFullRowInTheForwardPatch() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key, text) VALUES ('t1', 'user:a', 'it''s \"late\" \\ é 😀')");
            assertThat(lines(A))
                    .containsExactly(
                            "INSERT todos/t1 user:a"
                                    + " {\"done\":null,\"id\":\"t1\",\"text\":\"it's \\\"late\\\" \\\\ é 😀\",\"votes\":null} {}");
        }

        @Test
        void updateCapturesOnlyChangedColumnsAndExplicitNulls() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            run(B, "UPDATE todos SET text = NULL, done = true, votes = 3", "UPDATE todos SET text = 'b', done = NULL");
            assertThat(lines(B))
                    .containsExactly(
                            "UPDATE todos/t1 u {\"done\":true,\"text\":null} {\"done\":false,\"text\":\"a\"}",
                            "UPDATE todos/t1 u {\"done\":null,\"text\":\"b\"} {\"done\":true,\"text\":null}");
        }

        @Test
        void updateThatChangesNothingIsNotCaptured() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, NULL)");
            run(B, "UPDATE todos SET text = 'a', done = false, votes = NULL");
            assertThat(lines(B)).isEmpty();
        }

        @Test
        void changesOfCaseAndTrailingSpacesAreCaptured() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, NULL)");
            run(B, "UPDATE todos SET text = 'A'", "UPDATE todos SET text = 'A '");
            assertThat(lines(B)).hasSize(2);
        }

        @Test
        void deleteCapturesTheFullRowInTheReversePatch() throws SQLException {
            todos();
            run(A, "INSERT INTO todos VALUES ('t1', 'u', 'a', false, 3)");
            run(B, "DELETE FROM todos");
            assertThat(lines(B))
                    .containsExactly("DELETE todos/t1 u {} {\"done\":false,\"id\":\"t1\",\"text\":\"a\",\"votes\":3}");
        }

        @Test
        void firstUpsertIsCapturedAsInsertAndTheNextAsUpdate() throws SQLException {
            todos();
            String upsert = "INSERT INTO todos (id, audience_key, votes) VALUES ('t1', 'u', 1)"
                    + " ON CONFLICT (id) DO UPDATE SET votes = todos.votes + 1";
            run(A, upsert, upsert);
            assertThat(lines(A))
                    .containsExactly(
                            "INSERT todos/t1 u {\"done\":null,\"id\":\"t1\",\"text\":null,\"votes\":1} {}",
                            "UPDATE todos/t1 u {\"votes\":2} {\"votes\":1}");
        }

        @Test
        void statementsWithManyRowsAreCapturedRowByRow() throws SQLException {
            todos();
            run(A, "INSERT INTO todos (id, audience_key) VALUES ('t1', 'u'), ('t2', 'u'), ('t3', 'v')");
            run(B, "UPDATE todos SET votes = 1 WHERE audience_key = 'u'", "DELETE FROM todos WHERE id <> 't1'");
            assertThat(database.captured(A)).extracting(Captured::rowId).containsExactlyInAnyOrder("t1", "t2", "t3");
            assertThat(database.captured(B))
                    .extracting(c -> c.operation() + c.rowId())
                    .containsExactlyInAnyOrder("UPDATEt1", "UPDATEt2", "DELETEt2", "DELETEt3");
        }

        @Test
        void cascadesAreCaptured() throws SQLException {
            family();
            run(
                    A,
                    "INSERT INTO parents VALUES ('p', 'u', 'x')",
                    "INSERT INTO children VALUES ('c', 'u', 'p', 1)",
                    "INSERT INTO notes VALUES ('n', 'u', 'c')");
            String before = database.dump();
            run(B, "DELETE FROM parents");
            assertThat(lines(B))
                    .containsExactlyInAnyOrder(
                            "UPDATE notes/n u {\"child_id\":null} {\"child_id\":\"c\"}",
                            "DELETE children/c u {} {\"id\":\"c\",\"n\":1,\"parent_id\":\"p\"}",
                            "DELETE parents/p u {} {\"id\":\"p\",\"name\":\"x\"}");
            database.undo(List.of(B));
            assertThat(database.dump()).isEqualTo(before);
        }

        @Test
        void generatedAudienceKeyIsCapturedButNeverWritten() throws SQLException {
            database.define("CREATE TABLE mine (id TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL,"
                    + " audience_key TEXT NOT NULL GENERATED ALWAYS AS ('user:' || owner) STORED)");
            database.track("mine");
            run(A, "INSERT INTO mine (id, owner) VALUES ('m', 'ann')");
            assertThat(lines(A)).containsExactly("INSERT mine/m user:ann {\"id\":\"m\",\"owner\":\"ann\"} {}");
            assertAppliedAgainIsTheSame(A);
        }

        @Test
        void longNamesAndNamesWithQuotesWork() throws SQLException {
            String name =
                    ("It's a \"very\" long 'name'; with -- spaces, ${table} & more" + "_".repeat(60)).substring(0, 60);
            String column = "the \"column's\" name, \\ ? : long @ ".repeat(2).substring(0, 60);
            table(name, quote(column) + " TEXT");
            run(A, "INSERT INTO " + quote(name) + " VALUES ('x', 'u', 'a')");
            run(B, "UPDATE " + quote(name) + " SET " + quote(column) + " = 'b'");
            Captured update = database.captured(B).get(0);
            assertThat(update.table()).isEqualTo(name);
            assertThat(update.forward().getString(column)).isEqualTo("b");
            assertAppliedAgainIsTheSame(A, B);
            assertThatThrownBy(() -> database.executeOutside("DELETE FROM " + quote(name)))
                    .hasMessageContaining(name);
        }

        @Test
        void tablesMayHaveManyColumns() throws SQLException {
            table(
                    "wide",
                    IntStream.range(0, 300).mapToObj(i -> "c" + i + " INTEGER").toArray(String[]::new));
            run(A, "INSERT INTO wide (id, audience_key, c0, c299) VALUES ('w', 'u', 1, 2)");
            run(B, "UPDATE wide SET c299 = 3");
            assertThat(database.captured(A).get(0).forward()).hasSize(301);
            assertThat(lines(B)).containsExactly("UPDATE wide/w u {\"c299\":3} {\"c299\":2}");
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @EnumSource(ColumnType.class)
        void everyTypeKeepsItsValues(ColumnType type) throws SQLException {
            table("samples", "v " + database.declared(type));
            for (String json : PortableSamples.of(type)) {
                assertValueIsKept(type, json);
            }
        }

        private void assertValueIsKept(ColumnType type, String json) throws SQLException {
            String expected = "{\"v\":" + JsonLines.normal(json) + "}";
            run(A, "INSERT INTO samples VALUES ('s', 'u', NULL)");
            run(B, "UPDATE samples SET v = " + sql(type, json), "UPDATE samples SET v = NULL");
            run(B, "UPDATE samples SET v = " + sql(type, json));
            assertThat(lines(B))
                    .containsExactly(
                            "UPDATE samples/s u " + expected + " {\"v\":null}",
                            "UPDATE samples/s u {\"v\":null} " + expected,
                            "UPDATE samples/s u " + expected + " {\"v\":null}");
            assertAppliedAgainIsTheSame(A, B);
            database.undo(List.of(A, B));
        }

        @Test
        void jsonKeepsItsNesting() throws SQLException {
            table("samples", "v " + database.declared(ColumnType.JSON));
            run(A, "INSERT INTO samples VALUES ('s', 'u', '{\"a\": [1, {\"b\": null}], \"c\": \"\\u00e9\"}')");
            assertThat(database.captured(A).get(0).forward().getJsonObject("v"))
                    .isEqualTo(JsonLines.object("{\"a\":[1,{\"b\":null}],\"c\":\"é\"}"));
        }
    }

    @Nested
    class Timestamps {
        /** Within a second, which texts of fewer digits do not survive. */
        private static final List<String> MOMENTS = List.of(
                "1969-12-31T23:59:59.999999Z",
                "2024-01-02T03:04:19.999999Z",
                "2024-01-02T03:04:20.000000Z",
                "2024-01-02T03:04:20.000750Z",
                "2024-01-02T03:04:20.075000Z",
                "2024-01-02T03:04:20.750000Z");

        @Test
        void areOrderedAndComparedAsInstants() throws SQLException {
            table("samples", "at " + database.declared(ColumnType.TIMESTAMP), "earlier BIGINT", "place BIGINT");
            for (int i = 0; i < MOMENTS.size(); i++) {
                run(A, "INSERT INTO samples VALUES ('" + i + "', 'u', '" + MOMENTS.get(i) + "', NULL, NULL)");
            }
            run(
                    B,
                    "UPDATE samples SET earlier = (SELECT count(*) FROM samples o WHERE o.at < samples.at),"
                            + " place = (SELECT count(*) FROM (SELECT id FROM samples ORDER BY at DESC LIMIT 3) o WHERE o.id = samples.id)",
                    "INSERT INTO samples SELECT 'last', 'u', max(at), NULL, NULL FROM samples",
                    "INSERT INTO samples SELECT 'first', 'u', min(at), NULL, NULL FROM samples");
            for (int i = 0; i < MOMENTS.size(); i++) {
                assertThat(lines(B))
                        .contains("UPDATE samples/" + i + " u {\"earlier\":" + i + ",\"place\":" + i / 3
                                + "} {\"earlier\":null,\"place\":null}");
            }
            assertThat(lines(B))
                    .contains(inserted("last", MOMENTS.get(MOMENTS.size() - 1)), inserted("first", MOMENTS.get(0)));
        }

        private static String inserted(String id, String moment) {
            return "INSERT samples/" + id + " u {\"at\":\"" + moment + "\",\"earlier\":null,\"id\":\"" + id
                    + "\",\"place\":null} {}";
        }
    }
}
