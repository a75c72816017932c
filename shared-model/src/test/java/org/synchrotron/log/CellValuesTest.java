package org.synchrotron.log;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator's {@code CellEqualityTest} compares the values that also go through both databases. */
class CellValuesTest {

    private static JsonValue value(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0             | 1.00            | false",
                "1               | 1.0             | false",
                "0               | 0.0             | false",
                "1E2             | 100             | true",
                "1.0E10          | 10000000000     | true",
                "0E5             | 0               | true",
                "1E-3            | 0.001           | true",
                "1.50E1          | 15.0            | true",
                "1.5E1           | 15.0            | false",
                "9007199254740993 | 9007199254740992 | false",
                "1E131071        | 1E131070        | false",
                "[1.0]           | [1.00]          | false",
                "[1E2, 2]        | [100, 2]        | true",
                "[1, 2]          | [2, 1]          | false",
                "[1]             | [1, 1]          | false",
                "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1} | true",
                "{\"a\":{\"n\":1.0}} | {\"a\":{\"n\":1.00}} | false",
                "{\"a\":1}       | {\"a\":1,\"b\":null} | false",
                "\"1.0\"         | \"1.00\"        | false",
                "\"a\"           | \"A\"           | false",
                "\"1\"           | 1               | false",
                "true            | true            | true",
                "true            | 1               | false",
                "null            | null            | true",
                "null            | 0               | false",
            })
    void valuesAreTheSameIfTheirDigitsAre(String some, String other, boolean same) {
        assertThat(CellValues.same(value(some), value(other))).isEqualTo(same);
        assertThat(CellValues.same(value(other), value(some))).isEqualTo(same);
        assertThat(CellValues.same(value(some), value(some))).isTrue();
    }

    @Test
    void anUnwrittenCellDiffersFromNull() {
        assertThat(CellValues.same(null, null)).isTrue();
        assertThat(CellValues.same(null, JsonValue.NULL)).isFalse();
        assertThat(CellValues.same(JsonValue.NULL, null)).isFalse();
    }
}
