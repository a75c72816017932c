package org.synchrotron.db;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.synchrotron.db.tracking.ColumnType;

/** Values of each type as portable JSON, and values that no replica may write. */
final class PortableSamples {
    private PortableSamples() {}

    @SuppressWarnings("checkstyle:testMethodLength") // A table.
    static List<String> of(ColumnType type) {
        return switch (type) {
            case TEXT ->
                List.of(
                        "\"\"",
                        "\"it's\"",
                        "\"a\\nb\\t\\\"c\\\" \\\\\"",
                        "\"é 😀 \\u2028\\u0001\"",
                        "\"null\"",
                        "\"12.50\"");
            case UUID -> List.of("\"01234567-89ab-4cde-8f01-23456789abcd\"");
            case DATE -> List.of("\"2024-02-29\"", "\"0001-01-01\"", "\"9999-12-31\"");
            case SMALLINT -> List.of("0", "-32768", "32767");
            case INTEGER -> List.of("0", "-2147483648", "2147483647");
            case BIGINT -> List.of("0", "9007199254740993", "-9223372036854775808", "9223372036854775807");
            case REAL ->
                List.of(
                        "0.1",
                        "-2.25",
                        "1",
                        "-3",
                        "100000",
                        "1e22",
                        "1e-7",
                        "123456789012345680",
                        "0.30000000000000004",
                        "1.7976931348623157e308",
                        "2.2250738585072014e-308");
            case DECIMAL ->
                List.of(
                        "0",
                        "1.10",
                        "-0.5",
                        "100",
                        "0.000000001",
                        "12345678901234567890123456789.0123456789",
                        "-" + "9".repeat(400) + "." + "1".repeat(400));
            case BOOLEAN -> List.of("true", "false");
            case TIMESTAMP ->
                List.of(
                        "\"2024-01-02T03:04:05.000000Z\"",
                        "\"2024-01-02T03:04:05.120000Z\"",
                        "\"2024-01-02T03:04:05.123456Z\"",
                        "\"1969-12-31T23:59:59.999999Z\"",
                        "\"2024-02-29T00:00:00.000001Z\"");
            case BYTES -> List.of("\"\\\\x\"", "\"\\\\x0aff\"", "\"\\\\x00\"");
            case JSON -> List.of("{\"a\":[1,2.50,null,\"x\"]}", "[]", "\"text\"", "true", "-1.5");
        };
    }

    /** Returns values that both databases must refuse, with their column types. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(ColumnType.UUID, "\"not a uuid\""),
                Arguments.of(ColumnType.DATE, "\"2024-02-30\""),
                Arguments.of(ColumnType.SMALLINT, "32768"),
                Arguments.of(ColumnType.INTEGER, "2147483648"),
                Arguments.of(ColumnType.INTEGER, "\"x\""),
                Arguments.of(ColumnType.BIGINT, "9223372036854775808"),
                Arguments.of(ColumnType.REAL, "\"Infinity\""),
                Arguments.of(ColumnType.REAL, "\"NaN\""),
                Arguments.of(ColumnType.DECIMAL, "\"NaN\""),
                Arguments.of(ColumnType.DECIMAL, "\"1,5\""),
                Arguments.of(ColumnType.DECIMAL, "1".repeat(401)),
                Arguments.of(ColumnType.DECIMAL, "-" + "1".repeat(401) + ".5"),
                Arguments.of(ColumnType.DECIMAL, "0." + "0".repeat(400) + "1"),
                Arguments.of(ColumnType.TIMESTAMP, "\"yesterday evening\""),
                Arguments.of(ColumnType.TIMESTAMP, "\"2024-02-30T00:00:00Z\""),
                Arguments.of(ColumnType.JSON, "{\"a\":\"\\u0000\"}"),
                Arguments.of(ColumnType.JSON, "null"));
    }
}
