package org.synchrotron.action;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowIdsTest {

    private static final RowIds IDS = RowIds.ofRecord("6f1d9b1e-6f5e-4c55-8f0e-3a9f0c1d2b3a");

    static Stream<JsonObject> vectors() throws Exception {
        try (InputStream in = RowIdsTest.class.getResourceAsStream("/row-id-vectors.json");
                JsonReader reader = Json.createReader(in)) {
            return reader.readArray().getValuesAs(JsonObject.class).stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void idsEqualUpstreamsBitForBit(JsonObject vector) {
        Map<String, @Nullable Object> identity = new LinkedHashMap<>();
        JsonObject row = vector.getJsonObject("row");
        for (JsonString each : vector.getJsonArray("identityColumns").getValuesAs(JsonString.class)) {
            String column = each.getString();
            identity.put(column, plain(requireNonNull(row.get(column), column)));
        }
        assertThat(RowIds.ofRecord(vector.getString("actionId")).of(vector.getString("table"), identity))
                .isEqualTo(vector.getString("id"));
    }

    @Test
    void equalIdentitiesHaveEqualIdsAndOthersDiffer() {
        assertThat(IDS.of("todos", "key", "a")).isEqualTo(IDS.of("todos", Map.of("key", "a")));
        assertThat(IDS.of("todos", "key", "a")).isNotEqualTo(IDS.of("todos", "key", "b"));
        assertThat(IDS.of("todos", "key", "a")).isNotEqualTo(IDS.of("notes", "key", "a"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aNumberThatIsNotFiniteIsRefused(double number) {
        assertThatThrownBy(() -> IDS.of("todos", "key", number)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueWithoutJsonFormIsRefused() {
        assertThatThrownBy(() -> IDS.of("todos", "key", new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    private static @Nullable Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case NULL -> null;
            case TRUE -> true;
            case FALSE -> false;
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> number((JsonNumber) value);
            case ARRAY -> ((JsonArray) value).stream().map(RowIdsTest::plain).toList();
            case OBJECT -> object(value.asJsonObject());
        };
    }

    private static Object number(JsonNumber number) {
        return number.isIntegral() && !number.toString().contains("e")
                ? (Object) number.longValueExact()
                : number.doubleValue();
    }

    private static Object object(JsonObject object) {
        if (object.keySet().equals(Set.of("$bigint"))) {
            return new BigInteger(object.getString("$bigint"));
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.forEach((key, each) -> map.put(key, plain(each)));
        return map;
    }

    @Test
    void listsKeepTheirOrder() {
        assertThat(IDS.of("t", "k", List.of(1, 2))).isNotEqualTo(IDS.of("t", "k", List.of(2, 1)));
    }
}
