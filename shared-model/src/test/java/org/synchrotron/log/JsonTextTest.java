package org.synchrotron.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON text")
class JsonTextTest {

    private static final JsonLimits SMALL = new JsonLimits(200, 12, 4, 3, 5, 8, 20, 10, JsonLimits.Names.UNIQUE);

    private static String number(String text) {
        return JsonText.object("{\"n\":" + text + "}", SMALL).getJsonNumber("n").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":{\"b\":{\"c\":{}}}}",
                "{\"a\":[1,2,3,4,5]}",
                "{\"a\":1,\"b\":2,\"c\":3}",
                "{\"12345678\":\"12345678\"}",
                "{\"a\":[[1],[2],[3],[4]]}",
                "{\"a\":true,\"b\":null,\"c\":\"\\u0041\\n\"}"
            })
    void withinTheLimitsIsReadAsItIs(String text) {
        JsonStructure read = JsonText.object(text, SMALL);
        assertThat(JsonText.of(read)).isEqualTo(text.replace("\\u0041", "A"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}} | enclose",
                "{\"a\":[[[[]]]]} | enclose",
                "{\"a\":[1,2,3,4,5,6]} | more members or elements",
                "{\"a\":1,\"b\":2,\"c\":3,\"d\":4} | more members or elements",
                "{\"123456789\":1} | a name has more than 8",
                "{\"a\":\"123456789\"} | a string has more than 8",
                "{\"a\":[[1,2,3,4],[1,2,3,4],1]} | more than 12 values",
                "{\"a\":1,\"a\":1} | one name",
                "{\"a\":1 | ends too early",
                "{\"a\": | ends too early",
                "[] | not a JSON object",
                "1 | not a JSON object",
            })
    void beyondALimitIsRefused(String text, String why) {
        assertThatThrownBy(() -> JsonText.object(text, SMALL))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining(why);
    }

    @Test
    void beyondTheLengthIsRefusedUnread() {
        assertThatThrownBy(() -> JsonText.object("!".repeat(201), SMALL))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("201 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "1234567890,1234567890",
        "-1234567890,-1234567890",
        "1e9,1E+9",
        "0.1234567890,0.1234567890",
        "1e-10,1E-10",
        "0.0000000001,1E-10",
        "0.10e1,1.0",
        "0,0",
        "0e9,0E+9",
        "12345678901e-1,1234567890.1",
        "1234567890.123456,1234567890.123456"
    })
    void keepsNumbersWithinTheLimit(String text, String expected) {
        assertThat(number(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901",
                "1e10",
                "0.12345678901",
                "1e-11",
                "0.1e11",
                "0e-11",
                "0.00000000000",
                "1e+00000000000000010",
                "1e4294967296",
                "1e-18446744073709551616"
            })
    void refusesNumbersBeyondTheLimit(String text) {
        assertThatThrownBy(() -> number(text)).isInstanceOf(MalformedJson.class).hasMessageContaining("digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9007199254740993", "-9223372036854775808", "18446744073709551616", "1.10", "1E+400", "4.9E-324"
            })
    void ofAColumnKeepsEveryDigit(String number) {
        JsonObject read = JsonText.read("{\"n\":" + number + "}");
        assertThat(read.getJsonNumber("n").bigDecimalValue()).isEqualTo(new BigDecimal(number));
        assertThat(JsonText.of(read)).isEqualTo("{\"n\":" + number + "}");
    }

    /** SQLite keeps such a text in a column, PostgreSQL's jsonb keeps the last member. */
    @Test
    void ofAColumnMayNameAMemberTwice() {
        assertThat(JsonText.of(JsonText.read("{\"a\":1,\"a\":2}"))).isEqualTo("{\"a\":2}");
    }

    @Test
    void isNotRepeatedInTheMessage() {
        assertThatThrownBy(() -> JsonText.read("{\"secret\":\"secret\"")).hasMessageNotContaining("secret");
    }
}
