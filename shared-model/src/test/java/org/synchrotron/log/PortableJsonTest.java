package org.synchrotron.log;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Portable JSON")
class PortableJsonTest {

    private static JsonArray nested(String text) {
        JsonObject object = Json.createObjectBuilder().add("text", text).build();
        return Json.createArrayBuilder().add(object).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\\u0000", "\\\\u0000", "\uD83D\uDE00", "\n\t\u0001"})
    void allowsAnyText(String text) {
        assertThat(PortableJson.objection(nested(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\\\0"})
    void refusesNul(String text) {
        assertThat(PortableJson.objection(nested(text))).contains("the character U+0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00", "\uD83D\uD83D\uDE00", "\uDE00\uD83D"})
    void refusesHalfSurrogatePairs(String text) {
        assertThat(PortableJson.objection(nested(text))).isPresent();
    }

    @Test
    void refusesNulInNames() {
        JsonObject object = Json.createObjectBuilder().add("a\0", 1).build();
        assertThat(PortableJson.objection(object)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.10", "9223372036854775808", "1e400", "1e131071", "1e-16383"})
    void allowsNumbersThatFitIntoPostgresql(String number) {
        assertThat(PortableJson.objection(Json.createValue(new BigDecimal(number))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e131072", "1e999999999", "1e-16384"})
    void refusesLongerNumbers(String number) {
        assertThat(PortableJson.objection(Json.createValue(new BigDecimal(number))))
                .isPresent();
    }
}
