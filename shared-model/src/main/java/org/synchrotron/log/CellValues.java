package org.synchrotron.log;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether two cells hold the same portable value. This is the only definition in Java; the capture triggers of both
 * databases and the text of {@code jsonb} follow the same rule in SQL.
 *
 * <p>Numbers are the same if their digits are the same. 1.0 and 1.00 differ, because a decimal keeps every digit; 1E2 and 100 are
 * the same, because neither database keeps exponents. The rule also holds inside JSON columns. The order of the members of an
 * object does not count.
 */
public final class CellValues {

    private CellValues() {}

    /** {@return whether the values are the same} Null means a cell that is not written; it is the same as null only. */
    public static boolean same(@Nullable JsonValue some, @Nullable JsonValue other) {
        if (some == null || other == null) {
            return some == other;
        }
        if (some instanceof JsonNumber a && other instanceof JsonNumber b) {
            return sameDigits(a.bigDecimalValue(), b.bigDecimalValue());
        }
        if (some instanceof JsonObject a && other instanceof JsonObject b) {
            return a.keySet().equals(b.keySet())
                    && a.entrySet().stream().allMatch(each -> same(each.getValue(), b.get(each.getKey())));
        }
        if (some instanceof JsonArray a && other instanceof JsonArray b) {
            return a.size() == b.size() && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
        }
        return some.equals(other);
    }

    /** A negative scale means that the number was written with an exponent. */
    private static boolean sameDigits(BigDecimal some, BigDecimal other) {
        return some.compareTo(other) == 0 && Math.max(some.scale(), 0) == Math.max(other.scale(), 0);
    }
}
