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
        assertThat(PortableJson.unportablePart(nested(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\\\0"})
    void refusesNul(String text) {
        assertThat(PortableJson.unportablePart(nested(text))).contains("the character U+0000 at [0].text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00", "\uD83D\uD83D\uDE00", "\uDE00\uD83D"})
    void refusesHalfSurrogatePairs(String text) {
        assertThat(PortableJson.unportablePart(nested(text))).isPresent();
    }

    @Test
    void refusesNulInNames() {
        JsonObject object = Json.createObjectBuilder().add("a\0", 1).build();
        assertThat(PortableJson.unportablePart(object)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.10", "9223372036854775808", "1e399", "-9.99e399", "1e-400", "4.9E-324", "1.8e308"})
    void allowsNumbersThatEveryReaderReads(String number) {
        assertThat(PortableJson.unportablePart(Json.createValue(new BigDecimal(number))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e1200", "1e-401", "1.1e-400", "1e-5000", "0e-401", "1e131071", "1e999999999"})
    void refusesLongerNumbers(String number) {
        assertThat(PortableJson.unportablePart(Json.createValue(new BigDecimal(number))))
                .isPresent();
    }

    @Test
    void allowsSixtyFourLevels() {
        assertThat(PortableJson.unportablePart(JsonText.readArray("[".repeat(64) + "]".repeat(64))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 500})
    void refusesMoreLevels(int depth) {
        assertThat(PortableJson.unportablePart(JsonText.readArray("[".repeat(depth) + "]".repeat(depth))))
                .isPresent();
    }

    @Test
    void countsTheLength() {
        String strings = ("\"" + "x".repeat(1_000) + "\",").repeat(16_800);
        assertThat(PortableJson.unportablePart(JsonText.readArray("[" + strings + "1]")))
                .hasValueSatisfying(what -> assertThat(what).startsWith("more than 16777216 characters at ["));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e399", "1e-400", "1.5e-300"})
    void countsTheZerosOfPlainNotation(String number) {
        assertThat(PortableJson.unportablePart(JsonText.readArray("[" + (number + ",").repeat(10) + "1]")))
                .isEmpty();
        assertThat(PortableJson.unportablePart(JsonText.readArray("[" + (number + ",").repeat(200) + "1]")))
                .hasValueSatisfying(what -> assertThat(what).startsWith("numbers with too many zeros"));
    }

    @Test
    void allowsManySmallNumbers() {
        assertThat(PortableJson.unportablePart(JsonText.readArray("[" + "1.602176634e-19,".repeat(10_000) + "1]")))
                .isEmpty();
    }

    @Test
    void namesThePlaceWithoutRepeatingWhatIsNotPrintable() {
        JsonObject object = JsonText.read("{\"lines\":[1,{\"a\\u0007\\u202eb\":1e400}]}");
        assertThat(PortableJson.unportablePart(object))
                .contains("a number with more than 400 digits before or after the point at lines[1].a??b");
    }
}
