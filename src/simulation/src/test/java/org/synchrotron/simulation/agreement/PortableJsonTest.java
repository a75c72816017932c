package org.synchrotron.simulation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.log.CellValues;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.PortableJson;
import org.synchrotron.simulation.server.Postgres;

/** Every reader and writer on the way keeps what {@link PortableJson} allows. */
@DisplayName("Portable JSON")
class PortableJsonTest {

    private static final String DIGITS = "9".repeat(400);

    @TempDir
    static Path directory;

    private static final Jsonb BINDING = JsonbBuilder.create();
    private static Postgres postgres;
    private static Connection postgresql;
    private static Connection sqlite;

    @BeforeAll
    static void open() throws SQLException {
        postgres = Postgres.start();
        postgresql = postgres.superuser();
        sqlite = SqliteConnections.open(directory.resolve("json.db"));
    }

    @AfterAll
    static void close() throws SQLException {
        sqlite.close();
        postgresql.close();
        postgres.close();
    }

    static Stream<String> extremes() {
        return Stream.of(
                        DIGITS + "." + DIGITS,
                        "-" + DIGITS + "." + DIGITS,
                        "1e399",
                        "1e-400",
                        "4.9E-324",
                        "1.7976931348623157E308",
                        "-0.0",
                        "0e-400",
                        "1.10",
                        "9223372036854775808",
                        "\"\\u0001\\u001f\\u007f\\ufffe\\uffff\\ud83d\\ude00\\\\u0000\\\"/\"",
                        "[".repeat(63) + "]".repeat(63),
                        "{\"\":{\"\":{\"\":null}}}")
                .map(value -> "{\"x\":" + value + "}");
    }

    static Stream<String> random() {
        return Stream.iterate(0, seed -> seed + 1).limit(300).map(seed -> {
            Random random = new Random(seed);
            JsonObjectBuilder object = JsonText.object();
            for (int i = 0; i < 5; i++) {
                object.add(text(random), value(random, 1 + random.nextInt(6)));
            }
            return object.build().toString();
        });
    }

    @ParameterizedTest
    @MethodSource({"extremes", "random"})
    void comesBackFromEveryReaderAndWriter(String text) throws SQLException {
        JsonObject json = JsonText.read(text);
        assertThat(PortableJson.unportablePart(json)).isEmpty();
        same(json, JsonText.read(JsonText.of(json)));
        same(json, JsonText.read(through(postgresql, "select cast(? as jsonb)::text", JsonText.of(json))));
        same(json, JsonText.read(through(sqlite, "SELECT json(?)", JsonText.of(json))));
        String grouped = through(sqlite, "SELECT json_group_object('x', json(?))", JsonText.of(json));
        same(json, JsonText.read(grouped).getJsonObject("x"));
        same(json, BINDING.fromJson(JsonText.of(json), JsonObject.class));
        same(json, JsonText.read(BINDING.toJson(json)));
        String printed = through(postgresql, "select cast(? as jsonb)::text", JsonText.of(json));
        same(json, BINDING.fromJson(printed, JsonObject.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1200", "1e-5000"})
    void wouldNotBeReadByJsonBindingWithLongerNumbers(String number) throws SQLException {
        String printed = through(postgresql, "select cast(? as jsonb)::text", "{\"x\":" + number + "}");
        assertThatThrownBy(() -> BINDING.fromJson(printed, JsonObject.class)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d", "\\ude00"})
    void wouldNotBeStoredByPostgresqlWithSuchText(String text) {
        assertThatThrownBy(() -> through(postgresql, "select cast(? as jsonb)::text", "{\"x\":\"" + text + "\"}"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void wouldNotBeReadBySqliteWithThousandsOfLevels() {
        assertThatThrownBy(() -> through(sqlite, "SELECT json(?)", "[".repeat(1_001) + "]".repeat(1_001)))
                .isInstanceOf(SQLException.class);
    }

    private static void same(JsonValue expected, JsonValue actual) {
        assertThat(CellValues.same(expected, actual))
                .as("%s, and came back as %s", expected, actual)
                .isTrue();
    }

    private static String through(Connection connection, String sql, String json) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, json);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static JsonValue value(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(6)) {
            case 0 -> JsonText.value(text(random));
            case 1 -> number(random);
            case 2 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case 3 -> JsonValue.NULL;
            case 4 -> {
                JsonArrayBuilder array = JsonText.array();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array.build();
            }
            default -> {
                JsonObjectBuilder object = JsonText.object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.add(text(random), value(random, depth - 1));
                }
                yield object.build();
            }
        };
    }

    private static JsonValue number(Random random) {
        BigInteger digits = new BigInteger(random.nextInt(1_300), random);
        int length = digits.toString().length();
        int scale = random.nextInt(Math.max(length - 400, 0), 401);
        BigDecimal number = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
        return JsonText.read("{\"n\":" + number + "}").getJsonNumber("n");
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 1, Character.MAX_CODE_POINT + 1)
                .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
