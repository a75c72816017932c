package org.synchrotron.log;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A digest of texts and JSON values. Two values have the same digest if {@link CellValues#same} holds for them. Not thread-safe.
 *
 * <p>The form is SHA-256, in base64 for URLs without padding, of this text in UTF-8. A text is {@code t}, its length in
 * characters, a colon and the text; a number is {@code n}, its
 * digits as an integer, {@code e} and the power of ten to multiply it by, without zeros at the end of the digits unless the power is
 * negative; an object is <code>{</code>, its size, and its
 * members in the order of their names; an array is {@code [}, its size, and its elements; the others are {@code true}, {@code false} and
 * {@code null}. Each value ends with a line feed.
 */
public final class JsonDigest {

    private final MessageDigest digest = Sha256.begin();

    /** Adds the names and values. */
    public void members(SortedMap<String, JsonValue> members) {
        members.forEach((name, value) -> {
            text(name);
            value(value);
        });
    }

    /** Adds a value. */
    public void value(JsonValue value) {
        if (value instanceof JsonString string) {
            text(string.getString());
        } else if (value instanceof JsonNumber number) {
            number(number.bigDecimalValue());
        } else if (value instanceof JsonObject object) {
            line("{" + object.size());
            members(new TreeMap<>((Map<String, JsonValue>) object));
        } else if (value instanceof JsonArray array) {
            line("[" + array.size());
            array.forEach(this::value);
        } else {
            line(value.toString());
        }
    }

    /** Zeros at the end of an integer may have been written as an exponent; those after the point count. */
    private void number(BigDecimal number) {
        BigDecimal same = number.scale() > 0 ? number : number.stripTrailingZeros();
        line("n" + same.unscaledValue() + "e" + -same.scale());
    }

    /** Adds a text. */
    public void text(String text) {
        line("t" + text.length() + ":" + text);
    }

    /** Adds a line as it is. */
    public void line(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /** {@return the digest: 43 characters} It begins anew. */
    public String digest() {
        return Sha256.text(digest);
    }
}
