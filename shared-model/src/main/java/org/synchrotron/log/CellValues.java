package org.synchrotron.log;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When two cells hold the same portable value. The only definition in Java; the capture triggers of both databases and {@code
 * jsonb}'s text say the same in SQL.
 *
 * <p>Numbers are the same if their digits are: 1.0 and 1.00 are two values, because a decimal keeps every digit; 1E2 and 100 are one,
 * because neither database keeps exponents. This holds inside JSON columns, too. The members of an object have no order.
 */
public final class CellValues {

    private CellValues() {}

    /** {@return whether the values are the same} Null stands for a cell that is not written, which is the same as itself only. */
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

    /** A negative scale is an exponent's. */
    private static boolean sameDigits(BigDecimal some, BigDecimal other) {
        return some.compareTo(other) == 0 && Math.max(some.scale(), 0) == Math.max(other.scale(), 0);
    }
}
