package org.synchrotron.db.sqlite;

import org.synchrotron.db.tracking.ColumnType;

/**
 * SQL expressions of the capture triggers by column type. In the templates below, {@code @} is the reference to the column.
 */
final class ColumnSql {
    private ColumnSql() {}

    /** Returns an expression for the value as JSON text; for NULL, the text {@code null}. */
    static String json(ColumnType type, String column) {
        String template = switch (type) {
            case TEXT, UUID, DATE, TIMESTAMP -> "json_quote(@)";
            case SMALLINT, INTEGER, BIGINT, DECIMAL -> "ifnull(@, 'null')";
            case REAL ->
                "CASE WHEN @ IS NULL THEN 'null'"
                        // PostgreSQL prints whole numbers without a fraction, too.
                        + " WHEN @ BETWEEN -1e15 AND 1e15 AND @ = CAST(@ AS INTEGER) THEN CAST(@ AS INTEGER)"
                        + " ELSE " + SHORTEST_REAL + " END";
            case BOOLEAN -> "CASE @ WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END";
            case BYTES -> "CASE WHEN @ IS NULL THEN 'null' ELSE '\"\\\\x' || lower(hex(@)) || '\"' END";
            case JSON -> "ifnull(json(@), 'null')";
        };
        return template.replace("@", column);
    }

    /** Returns the same for a column that no trigger guarded: a value that is not portable is given as SQLite stores it. */
    static String anyJson(ColumnType type, String column) {
        return "CASE WHEN NOT (" + refused(type, column) + ") THEN " + json(type, column) + " WHEN typeof(" + column
                + ") = 'blob' THEN " + json(ColumnType.BYTES, column) + " ELSE json_quote(" + column + ") END";
    }

    /**
     * Returns an expression for the stored value of an element of a JSON array: the opposite of {@link #json}. JSON null gives NULL.
     *
     * @param array an expression for the array
     * @param index the place of the element, from 0
     */
    static String restored(ColumnType type, String array, int index) {
        String element = array + " ->> " + index;
        String itself = "nullif(" + array + " -> " + index + ", 'null')";
        return switch (type) {
            case TEXT, UUID, DATE, SMALLINT, INTEGER, BIGINT, BOOLEAN -> element;
            case TIMESTAMP -> sixDigits(element);
            case REAL -> "CAST(" + itself + " AS REAL)";
            case DECIMAL, JSON -> itself;
            case BYTES -> "unhex(substr(" + element + ", 3))";
        };
    }

    /**
     * Returns an expression for a timestamp with six digits of fraction. Earlier versions wrote as few of none, three and six as hold the
     * instant. Any other text stays.
     */
    static String sixDigits(String text) {
        return "CASE length(@) WHEN 20 THEN substr(@, 1, 19) || '.000000Z' WHEN 24 THEN substr(@, 1, 23) || '000Z' ELSE @ END"
                .replace("@", text);
    }

    /** Returns a condition: true if PostgreSQL could not hold the value or would change it. NULL is always portable. */
    static String refused(ColumnType type, String column) {
        String template = "@ IS NOT NULL AND (typeof(@) <> '" + storageClass(type) + "'" + refusedContent(type) + ")";
        return template.replace("@", column);
    }

    private static String storageClass(ColumnType type) {
        return switch (type) {
            case TEXT, UUID, DATE, TIMESTAMP, DECIMAL, JSON -> "text";
            case SMALLINT, INTEGER, BIGINT, BOOLEAN -> "integer";
            case REAL -> "real";
            case BYTES -> "blob";
        };
    }

    private static String refusedContent(ColumnType type) {
        return switch (type) {
            case BIGINT, BYTES -> "";
            case TEXT -> " OR instr(@, char(0)) > 0";
            case UUID -> " OR @ NOT GLOB '" + UUID_PATTERN + "'";
            case DATE -> " OR @ IS NOT strftime('%Y-%m-%d', @)";
            case TIMESTAMP -> BAD_TIMESTAMP;
            case SMALLINT -> " OR @ NOT BETWEEN -32768 AND 32767";
            case INTEGER -> " OR @ NOT BETWEEN -2147483648 AND 2147483647";
            case BOOLEAN -> " OR @ NOT IN (0, 1)";
            case REAL -> " OR @ IN (9e999, -9e999)";
            case DECIMAL -> BAD_DECIMAL;
            case JSON -> BAD_JSON;
        };
    }

    /** The shortest digits that are read back as the same double. PostgreSQL prints the same. */
    private static final String SHORTEST_REAL = "replace(CASE"
            + " WHEN CAST(printf('%!.15g', @) AS REAL) = @ THEN printf('%!.15g', @)"
            + " WHEN CAST(printf('%!.16g', @) AS REAL) = @ THEN printf('%!.16g', @)"
            + " ELSE printf('%!.17g', @) END, '.0e', 'e')";

    private static final String HEX = "[0-9a-f]";
    private static final String UUID_PATTERN = HEX.repeat(8) + ("-" + HEX.repeat(4)).repeat(3) + "-" + HEX.repeat(12);

    /** Accepts the one spelling, so that the texts sort as the instants do. */
    private static final String BAD_TIMESTAMP =
            " OR substr(@, 1, 19) IS NOT strftime('%Y-%m-%dT%H:%M:%S', substr(@, 1, 19))"
                    + " OR substr(@, 20) NOT GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'";

    /**
     * Accepts a JSON number without an exponent, with at most 400 digits before and after the point, as {@code PortableJson} does.
     * Refuses a negative zero, which PostgreSQL does not have.
     */
    private static final String BAD_DECIMAL =
            " OR @ GLOB '*[^0-9.-]*' OR NOT json_valid(@) OR (@ GLOB '-*' AND @ NOT GLOB '*[1-9]*')"
                    + " OR instr(@ || '.', '.') > 401 + (@ GLOB '-*') OR length(@) - instr(@ || '.', '.') > 400";

    /** Once escaped backslashes are removed, each remaining backslash-u0000 is the character that PostgreSQL refuses. */
    private static final String BAD_JSON = " OR NOT json_valid(@) OR json_type(@) = 'null'"
            + " OR instr(replace(@, '\\\\', ''), '\\u0000') > 0 OR instr(@, char(0)) > 0";
}
