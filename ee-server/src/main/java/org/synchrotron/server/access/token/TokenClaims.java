package org.synchrotron.server.access.token;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.token.InvalidToken.Reason;

/** The claims of a token whose signature is valid, with typed access. A claim that is null counts as left out. Immutable. */
record TokenClaims(JsonObject json) {

    /** Times beyond this many seconds since 1970, which is in the year 9999, are none. */
    private static final double LATEST = 253_402_300_800.0;

    /** {@return the text; null if the claim is left out} */
    @Nullable
    String text(String name, Reason otherwise) throws InvalidToken {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw new InvalidToken(otherwise);
    }

    /** {@return the time in milliseconds since 1970; null if the claim is left out} */
    @Nullable
    Long timeMs(String name) throws InvalidToken {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        double seconds = value instanceof JsonNumber number ? number.doubleValue() : -1;
        if (seconds >= 0 && seconds <= LATEST) {
            return (long) (seconds * 1000);
        }
        throw new InvalidToken(Reason.MALFORMED);
    }

    /** {@return whether the claim is this text, or an array with it} */
    boolean contains(String name, String text) {
        JsonValue value = json.get(name);
        return value instanceof JsonArray array ? array.stream().anyMatch(each -> is(each, text)) : is(value, text);
    }

    private static boolean is(@Nullable JsonValue value, String text) {
        return value instanceof JsonString string && string.getString().equals(text);
    }
}
