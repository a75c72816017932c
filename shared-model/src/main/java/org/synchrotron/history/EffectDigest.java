package org.synchrotron.history;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.Sha256;

/**
 * A digest of what the row changes of one record come to. Two lists have the same digest if {@link NetEffects#same} holds for them, and
 * otherwise differ in it. Client and server compute it independently of each other, so its form is part of the protocol. Not thread-safe.
 *
 * <p>The form is SHA-256, in base64 for URLs without padding, of this text in UTF-8. For each row with a net effect, in the order of its
 * table and id: table, id, number of cells; for each cell in the order of its column: column, value. A text is {@code t}, its length in
 * characters, a colon and the text; a number is {@code n}, its
 * digits as an integer, {@code e} and the power of ten to multiply it by, without zeros at the end of the digits unless the power is
 * negative; an object is <code>{</code>, its size, and its
 * members in the order of their names; an array is {@code [}, its size, and its elements; the others are {@code true}, {@code false} and
 * {@code null}. Each value ends with a line feed.
 */
public final class EffectDigest {

    private final MessageDigest digest = Sha256.begin();

    private EffectDigest() {}

    /** {@return the digest of the row changes} */
    public static String of(List<RowChange> changes) {
        EffectDigest text = new EffectDigest();
        new TreeMap<>(NetEffects.of(changes)).forEach(text::row);
        return Sha256.text(text.digest);
    }

    private void row(RowRef row, NetEffect effect) {
        if (effect.cells().isEmpty()) {
            return;
        }
        SortedMap<String, JsonValue> cells = effect.cellsWithAudience();
        text(row.table());
        text(row.id());
        line(Integer.toString(cells.size()));
        members(cells);
    }

    private void members(SortedMap<String, JsonValue> members) {
        members.forEach((name, value) -> {
            text(name);
            value(value);
        });
    }

    private void value(JsonValue value) {
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

    private void text(String text) {
        line("t" + text.length() + ":" + text);
    }

    private void line(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
