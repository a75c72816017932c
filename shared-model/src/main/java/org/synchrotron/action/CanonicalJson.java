package org.synchrotron.action;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON as ECMAScript's {@code JSON.stringify} prints it, with keys sorted by UTF-16 code unit at every depth (the order of
 * {@link String#compareTo}). Row ids are derived from this text, so every character counts.
 */
final class CanonicalJson {

    /**
     * The largest integer that ECMAScript's numbers hold exactly; longer ones are a BigInt there, which is written as a string.
     */
    private static final long MAX_SAFE = (1L << 53) - 1;

    private CanonicalJson() {}

    static String of(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, each));
            return sorted.entrySet().stream()
                    .map(each -> quoted(each.getKey()) + ":" + of(each.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CanonicalJson::of).collect(Collectors.joining(",", "[", "]"));
        }
        return scalar(value);
    }

    private static String scalar(Object value) {
        if (value instanceof CharSequence || value instanceof UUID) {
            return quoted(value.toString());
        }
        if (value instanceof Instant instant) {
            return quoted(EcmaScriptText.of(instant));
        }
        if (value instanceof Double || value instanceof Float) {
            return EcmaScriptText.of(((Number) value).doubleValue());
        }
        if (value instanceof BigDecimal decimal) {
            return EcmaScriptText.of(decimal.doubleValue());
        }
        if (value instanceof BigInteger) {
            return quoted(value.toString());
        }
        if (value instanceof Number number) {
            return Math.abs(number.longValue()) <= MAX_SAFE ? number.toString() : quoted(number.toString());
        }
        throw new IllegalArgumentException(
                "a row's identity cannot hold a " + value.getClass().getName());
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(out, text, i);
        }
        return out.append('"').toString();
    }

    private static void appendEscaped(StringBuilder out, String text, int i) {
        char c = text.charAt(i);
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ' || isLoneSurrogate(text, i)) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
