package org.synchrotron.simulation.agreement;

import jakarta.json.JsonObject;
import java.util.stream.Stream;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Two values of a column, in the portable spelling of one of the databases.
 *
 * @param column of the table {@code cells}
 * @param kind whether a cell that holds the one holds the other
 */
record CellPair(String column, String one, String other, Kind kind) {

    enum Kind {
        SAME,
        /** The same value, but a SQLite file keeps JSON as it is spelt: it takes the change back exactly, so it captures it. */
        SPELT_OTHERWISE,
        DIFFERENT
    }

    static final RowRef ROW = new RowRef("cells", "c");

    static Stream<CellPair> all() {
        return Stream.of(
                different("price", "1.0", "1.00"),
                different("price", "1.5", "1.50"),
                different("price", "100", "100.0"),
                different("price", "0", "0.0"),
                different("price", "-0.5", "-0.50"),
                different("price", "0", "null"),
                different("price", "12345678901234567890.10", "12345678901234567890.1"),
                same("price", "1.10", "1.10"),
                same("price", "null", "null"),
                same("ratio", "1e22", "10000000000000000000000"),
                same("ratio", "1e-7", "0.0000001"),
                same("ratio", "0.30000000000000004", "0.30000000000000004"),
                different("ratio", "0.1", "0.2"),
                different("number", "9007199254740993", "9007199254740992"),
                same("number", "0", "0"),
                different("done", "true", "false"),
                different("done", "false", "null"),
                different("text", "\"1.0\"", "\"1.00\""),
                different("text", "\"a\"", "\"A\""),
                different("text", "\"a\"", "\"a \""),
                different("text", "\"\"", "null"),
                same("text", "\"é\"", "\"\\u00e9\""),
                different("data", "1.0", "1.00"),
                different("data", "{\"n\":1.0}", "{\"n\":1.00}"),
                different("data", "[1,2]", "[2,1]"),
                different("data", "[1]", "[1,1]"),
                different("data", "{\"a\":1}", "{\"a\":1,\"b\":null}"),
                different("data", "\"1\"", "1"),
                spelt("data", "{\"a\":1,\"b\":[true,null]}", "{\"b\":[true,null],\"a\":1}"),
                spelt("data", "{\"n\":1E2}", "{\"n\":100}"),
                spelt("data", "[1.0E10]", "[10000000000]"),
                spelt("data", "[1,2]", "[1, 2]"),
                same("data", "{\"n\":[1.50,\"x\"]}", "{\"n\":[1.50,\"x\"]}"));
    }

    private static CellPair same(String column, String one, String other) {
        return new CellPair(column, one, other, Kind.SAME);
    }

    private static CellPair spelt(String column, String one, String other) {
        return new CellPair(column, one, other, Kind.SPELT_OTHERWISE);
    }

    private static CellPair different(String column, String one, String other) {
        return new CellPair(column, one, other, Kind.DIFFERENT);
    }

    /** {@return whether they are the same value} */
    boolean isSame() {
        return kind != Kind.DIFFERENT;
    }

    /** {@return the row with this value} */
    RowChange inserted(String value) {
        return new RowChange.Inserted(ROW, "a", columns(value));
    }

    /** {@return the change of the column to this value} */
    RowChange updated(String value) {
        return new RowChange.Updated(ROW, "a", columns(value), JsonObject.EMPTY_JSON_OBJECT);
    }

    JsonObject columns(String value) {
        return JsonText.read("{\"" + column + "\":" + value + "}");
    }

    @Override
    public String toString() {
        return column + ": " + one + " and " + other + " are " + kind;
    }
}
