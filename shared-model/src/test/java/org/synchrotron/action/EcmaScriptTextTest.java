package org.synchrotron.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaScriptTextTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1", "-0.25, -0.25", "1e21, 1e+21", "1e20, 100000000000000000000", "1e-6, 0.000001", "1e-7, 1e-7",
        "123456.789, 123456.789", "1.5e300, 1.5e+300", "0.1, 0.1", "2e-323, 2e-323", "5e-324, 5e-324", "-0.0, 0",
        "1.7976931348623157e308, 1.7976931348623157e+308", "9007199254740993, 9007199254740992"
    })
    void numbersPrintAsEcmaScriptPrintsThem(double number, String text) {
        assertThat(EcmaScriptText.of(number)).isEqualTo(text);
    }

    @Test
    void everyNumberReadsBack() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(EcmaScriptText.of(number))).isEqualTo(number + 0.0);
            }
        }
    }

    @Test
    void datesHaveThreeDigitsOfMilliseconds() {
        assertThat(EcmaScriptText.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(EcmaScriptText.of(Instant.parse("2026-11-23T01:02:03.45Z"))).isEqualTo("2026-11-23T01:02:03.450Z");
    }
}
