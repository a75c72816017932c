package org.synchrotron.db.sqlite;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackingException;

/** Converts portable JSON values to the values that SQLite stores. */
public final class SqliteValues {
    private SqliteValues() {}

    /**
     * Returns the value to bind for a column of this type: {@code null}, {@code String}, {@code Long}, {@code Double} or
     * {@code byte[]}.
     *
     * @throws TrackingException if the type does not have this value
     */
    public static @Nullable Object toBind(ColumnType type, JsonValue value) {
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return null;
        }
        try {
            return bound(type, value);
        } catch (ClassCastException | IllegalArgumentException | ArithmeticException e) {
            throw new TrackingException(
                    "a column that must hold " + type.content() + " cannot hold the JSON value " + value);
        }
    }

    private static Object bound(ColumnType type, JsonValue value) {
        return switch (type) {
            case TEXT, UUID, DATE -> ((JsonString) value).getString();
            case TIMESTAMP -> sixDigits(((JsonString) value).getString());
            case SMALLINT, INTEGER, BIGINT -> ((JsonNumber) value).longValueExact();
            case REAL -> ((JsonNumber) value).doubleValue();
            case DECIMAL -> ((JsonNumber) value).bigDecimalValue().toPlainString();
            case BOOLEAN -> bool(value);
            case BYTES -> bytes(((JsonString) value).getString());
            case JSON -> value.toString();
        };
    }

    /** A server or a log of an earlier version spells an instant with none, three or six digits, the fewest that hold it. */
    private static String sixDigits(String text) {
        return switch (text.length()) {
            case 20 -> text.substring(0, 19) + ".000000Z";
            case 24 -> text.substring(0, 23) + "000Z";
            default -> text;
        };
    }

    private static Long bool(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> 1L;
            case FALSE -> 0L;
            default -> throw new IllegalArgumentException();
        };
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw new IllegalArgumentException();
        }
        return HexFormat.of().parseHex(text, 2, text.length());
    }
}
