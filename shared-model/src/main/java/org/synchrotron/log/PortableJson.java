package org.synchrotron.log;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that JSON can be stored unchanged in SQLite and in PostgreSQL. */
public final class PortableJson {

    /** The limits of PostgreSQL's {@code numeric}, and so of its {@code jsonb}. */
    private static final int DIGITS_BEFORE_THE_POINT = 131_072;

    private static final int DIGITS_AFTER_THE_POINT = 16_383;

    private PortableJson() {}

    /** {@return what the value holds that one of the databases cannot store, as a noun phrase; empty if there is nothing} */
    public static Optional<String> objection(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT ->
                value.asJsonObject().entrySet().stream()
                        .flatMap(each -> Stream.of(ofText(each.getKey()), objection(each.getValue())))
                        .flatMap(Optional::stream)
                        .findFirst();
            case ARRAY ->
                value.asJsonArray().stream()
                        .map(PortableJson::objection)
                        .flatMap(Optional::stream)
                        .findFirst();
            case STRING -> ofText(((JsonString) value).getString());
            case NUMBER -> ofNumber(((JsonNumber) value).bigDecimalValue());
            default -> Optional.empty();
        };
    }

    /** {@return the same for a text} */
    public static Optional<String> ofText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return Optional.of("the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return Optional.of("half a surrogate pair, which is not a character");
                }
                i++;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofNumber(BigDecimal number) {
        boolean tooLong = (long) number.precision() - number.scale() > DIGITS_BEFORE_THE_POINT
                || number.scale() > DIGITS_AFTER_THE_POINT;
        return tooLong ? Optional.of("a number with too many digits") : Optional.empty();
    }
}
