package org.synchrotron.simulation.agreement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.NetEffects;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.TrialRun;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.CellValues;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.UserId;
import org.synchrotron.simulation.agreement.CellPair.Kind;

/** Java, PostgreSQL and SQLite agree on whether two cells are the same. */
class CellEqualityTest {

    private static final ActionRecord RECORD = new ActionRecord(
            new ActionId("00000000-0000-0000-0000-000000000001"),
            "any",
            new UserId("ann"),
            new ClientId("ann-1"),
            HybridTimestamp.ZERO,
            JsonText.read("{\"timestamp\":0}"),
            Instant.EPOCH);

    @TempDir
    static Path directory;

    private static PostgresCells postgresql;
    private static SqliteCells sqlite;

    @BeforeAll
    static void open() throws SQLException {
        postgresql = new PostgresCells();
        sqlite = new SqliteCells(directory.resolve("cells.db"));
    }

    @AfterAll
    static void close() throws SQLException {
        sqlite.close();
        postgresql.close();
    }

    private static RowStates states(RowChange insertion) {
        RowStates states = new RowStates();
        states.apply(insertion);
        return states;
    }

    @ParameterizedTest
    @MethodSource("org.synchrotron.simulation.agreement.CellPair#all")
    void inJava(CellPair pair) {
        JsonValue one = pair.columns(pair.one()).get(pair.column());
        JsonValue other = pair.columns(pair.other()).get(pair.column());
        assertThat(CellValues.same(one, other)).isEqualTo(pair.isSame());

        List<RowChange> first = List.of(pair.updated(pair.one()));
        List<RowChange> second = List.of(pair.updated(pair.other()));
        assertThat(NetEffects.same(first, second)).as("net effects").isEqualTo(pair.isSame());
        assertThat(ImpureAction.between(RECORD, TrialRun.done(first), TrialRun.done(second))
                        .isEmpty())
                .as("two runs")
                .isEqualTo(pair.isSame());
        assertThat(states(pair.inserted(pair.one()))
                        .changesTo(states(pair.inserted(pair.other())))
                        .isEmpty())
                .as("states")
                .isEqualTo(pair.isSame());
    }

    @ParameterizedTest
    @MethodSource("org.synchrotron.simulation.agreement.CellPair#all")
    void inPostgresql(CellPair pair) throws SQLException {
        List<String> columns = pair.column().equals("data") ? List.of("data", "plain") : List.of(pair.column());
        for (String column : columns) {
            String one = text(pair, pair.one());
            String other = text(pair, pair.other());
            assertThat(postgresql.captured(column, one, other).isEmpty())
                    .as("captured in %s", column)
                    .isEqualTo(pair.isSame());
            assertThat(postgresql
                            .row(CellPair.ROW, column, one)
                            .changesTo(postgresql.row(CellPair.ROW, column, other))
                            .isEmpty())
                    .as("states of %s", column)
                    .isEqualTo(pair.isSame());
        }
        assertThat(postgresql.agree(pair.updated(pair.one()), pair.updated(pair.other())))
                .as("log and applied changes")
                .isEqualTo(pair.isSame());
    }

    @ParameterizedTest
    @MethodSource("org.synchrotron.simulation.agreement.CellPair#all")
    void inSqlite(CellPair pair) throws SQLException {
        Object one = value(pair, pair.one());
        Object other = value(pair, pair.other());
        List<RowChange> captured = sqlite.captured(pair.column(), one, other);
        assertThat(captured.isEmpty()).as("captured").isEqualTo(pair.kind() == Kind.SAME);
        assertThat(captured)
                .allSatisfy(change -> assertThat(CellValues.same(change.forward(), change.reverse()))
                        .as("the captured value")
                        .isEqualTo(pair.isSame()));
        assertThat(sqlite.row(CellPair.ROW, pair.column(), one)
                        .changesTo(sqlite.row(CellPair.ROW, pair.column(), other))
                        .isEmpty())
                .as("states")
                .isEqualTo(pair.isSame());
    }

    /** A change that one database captures, compared with the other's spelling. */
    @ParameterizedTest
    @MethodSource("org.synchrotron.simulation.agreement.CellPair#all")
    void betweenTheDatabases(CellPair pair) throws SQLException {
        RowStates here = sqlite.row(CellPair.ROW, pair.column(), value(pair, pair.one()));
        RowStates there = postgresql.row(CellPair.ROW, pair.column(), text(pair, pair.other()));
        JsonValue captured = column(here, pair);
        assertThat(CellValues.same(captured, column(there, pair))).isEqualTo(pair.isSame());
    }

    private static JsonValue column(RowStates states, CellPair pair) {
        JsonObject columns = states.get(CellPair.ROW).orElseThrow().columns();
        return requireNonNull(columns.get(pair.column()));
    }

    /** As PostgreSQL takes the value of any type. */
    private static @Nullable String text(CellPair pair, String json) {
        return json.equals("null") ? null : pair.column().equals("text") ? string(pair, json) : json;
    }

    /** As SQLite stores it. */
    private static @Nullable Object value(CellPair pair, String json) {
        if (json.equals("null")) {
            return null;
        }
        return switch (pair.column()) {
            case "ratio" -> pair.columns(json).getJsonNumber(pair.column()).doubleValue();
            case "number" -> Long.valueOf(json);
            case "done" -> json.equals("true") ? 1 : 0;
            case "text" -> string(pair, json);
            default -> json;
        };
    }

    private static String string(CellPair pair, String json) {
        return pair.columns(json).getString(pair.column());
    }
}
