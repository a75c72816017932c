package org.synchrotron.log;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a JSON value to find what is not portable. It stops at the first such part, so it goes no deeper than portable
 * values do. Not thread-safe.
 */
final class PortableWalk {

    /** For quotes, colons and commas. */
    private static final int FRAME = 4;

    private final JsonPath path = new JsonPath();
    private int depth;

    /** The characters without the zeros that plain notation adds to numbers, and these. */
    private long length;

    private long zeros;

    Optional<String> unportablePart(JsonValue value) {
        String part = part(value);
        return Optional.ofNullable(part).map(what -> path.isRoot() ? what : what + " at " + path);
    }

    private @Nullable String part(JsonValue value) {
        length += FRAME;
        String part = switch (value.getValueType()) {
            case OBJECT, ARRAY -> structure(value);
            case STRING -> text(((JsonString) value).getString());
            case NUMBER -> number((JsonNumber) value);
            default -> null;
        };
        return part == null ? excess() : part;
    }

    private @Nullable String excess() {
        if (length + zeros > PortableJson.LONGEST) {
            return "more than " + PortableJson.LONGEST + " characters";
        }
        return zeros > PortableJson.FREE_ZEROS + PortableJson.ZEROS_A_CHARACTER * length
                ? "numbers with too many zeros in plain notation"
                : null;
    }

    private @Nullable String structure(JsonValue value) {
        if (depth == PortableJson.DEEPEST) {
            return "more than " + PortableJson.DEEPEST + " objects and arrays that enclose each other";
        }
        depth++;
        String part = value.getValueType() == JsonValue.ValueType.OBJECT ? members(value) : elements(value);
        depth--;
        return part;
    }

    private @Nullable String members(JsonValue object) {
        for (Map.Entry<String, JsonValue> each : object.asJsonObject().entrySet()) {
            path.enter(each.getKey());
            String part = text(each.getKey());
            part = part == null ? part(each.getValue()) : part;
            if (part != null) {
                return part;
            }
            path.leave();
        }
        return null;
    }

    private @Nullable String elements(JsonValue array) {
        int index = 0;
        for (JsonValue each : array.asJsonArray()) {
            path.enter(index++);
            String part = part(each);
            if (part != null) {
                return part;
            }
            path.leave();
        }
        return null;
    }

    private @Nullable String number(JsonNumber number) {
        BigDecimal decimal = number.bigDecimalValue();
        NumberText size = NumberText.of(decimal.precision(), decimal.scale());
        if (size.exceeds(PortableJson.MOST_DIGITS)) {
            return "a number with more than " + PortableJson.MOST_DIGITS + " digits before or after the point";
        }
        length += decimal.precision();
        zeros += Math.max(size.before() + size.after() - decimal.precision(), 0);
        return null;
    }

    private @Nullable String text(String text) {
        length += text.length();
        return unportable(text);
    }

    static @Nullable String unportable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return "the character U+0000";
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return "half a surrogate pair, which is not a character";
                }
                i++;
            }
        }
        return null;
    }
}
