package org.synchrotron.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of a message that is being read, with typed access to its fields. A field that is JSON null counts as left out. Each
 * accessor throws {@link MalformedMessage}, with the path of the field, if the field does not have the type. Fields that nobody
 * asks for are ignored. Immutable.
 *
 * @param path the path of the object in the message, with a point at its end; empty for the message itself
 */
record WireObject(JsonObject json, String path) {

    /** {@return the text, which must be there} */
    String text(String field) {
        return required(field, optionalText(field));
    }

    /** {@return the text; null if it is left out} */
    @Nullable
    String optionalText(String field) {
        JsonValue value = json.get(field);
        if (value instanceof JsonString text) {
            return text.getString();
        }
        requireAbsent(field, value, "text");
        return null;
    }

    /** {@return what {@code type} makes of the text, which must be there; {@code type} throws IllegalArgumentException} */
    <T> T text(String field, Function<String, T> type) {
        return required(field, optionalText(field, type));
    }

    /** {@return the same; null if the text is left out} */
    <T> @Nullable T optionalText(String field, Function<String, T> type) {
        String text = optionalText(field);
        try {
            return text == null ? null : type.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed(field, "has a value that is not allowed there");
        }
    }

    /** {@return the moment in this ISO 8601 text, which must be there} */
    Instant time(String field) {
        return text(field, Instant::parse);
    }

    /** {@return the whole number, which must be there and not be negative} */
    long count(String field) {
        return required(field, optionalCount(field));
    }

    /** {@return the whole number, which must not be negative; null if it is left out} */
    @Nullable
    Long optionalCount(String field) {
        JsonValue value = json.get(field);
        if (!(value instanceof JsonNumber number)) {
            requireAbsent(field, value, "a whole number");
            return null;
        }
        long count = whole(field, number);
        if (count < 0) {
            throw malformed(field, "is negative");
        }
        return count;
    }

    /** {@return the same, which must fit an int} */
    int smallCount(String field) {
        long count = count(field);
        if (count > Integer.MAX_VALUE) {
            throw malformed(field, "is above " + Integer.MAX_VALUE);
        }
        return (int) count;
    }

    /** {@return whether the field is true; false if it is left out} */
    boolean flag(String field) {
        JsonValue value = json.get(field);
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        requireAbsent(field, value, "true or false");
        return false;
    }

    /** {@return the object with access to its fields; null if it is left out} */
    @Nullable
    WireObject optionalPart(String field) {
        JsonObject object = optionalObject(field);
        return object == null ? null : new WireObject(object, path + field + ".");
    }

    private long whole(String field, JsonNumber number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw malformed(field, "is not a whole number of 64 bits");
        }
    }

    /** {@return the object as it is, which must be there} */
    JsonObject object(String field) {
        return required(field, optionalObject(field));
    }

    /** {@return the object as it is; null if it is left out} */
    @Nullable
    JsonObject optionalObject(String field) {
        JsonValue value = json.get(field);
        if (value instanceof JsonObject object) {
            return object;
        }
        requireAbsent(field, value, "an object");
        return null;
    }

    /** {@return the object with access to its fields; it must be there} */
    WireObject part(String field) {
        return new WireObject(object(field), path + field + ".");
    }

    /** {@return the objects of an array, which must be there} */
    List<WireObject> objects(String field) {
        List<WireObject> objects = new ArrayList<>();
        for (JsonValue each : array(field)) {
            String element = field + "[" + objects.size() + "]";
            if (!(each instanceof JsonObject object)) {
                throw malformed(element, "is not an object");
            }
            objects.add(new WireObject(object, path + element + "."));
        }
        return objects;
    }

    /** {@return the same; none if the array is left out} */
    List<WireObject> optionalObjects(String field) {
        JsonValue value = json.get(field);
        return value == null || value == JsonValue.NULL ? List.of() : objects(field);
    }

    /** {@return the texts of an array, which must be there} */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonValue each : array(field)) {
            if (!(each instanceof JsonString text)) {
                throw malformed(field + "[" + texts.size() + "]", "is not text");
            }
            texts.add(text.getString());
        }
        return texts;
    }

    private JsonArray array(String field) {
        JsonValue value = json.get(field);
        if (value instanceof JsonArray array) {
            return array;
        }
        requireAbsent(field, value, "an array");
        throw malformed(field, "is missing");
    }

    private void requireAbsent(String field, @Nullable JsonValue value, String type) {
        if (value != null && value != JsonValue.NULL) {
            throw malformed(field, "is not " + type);
        }
    }

    private <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw malformed(field, "is missing");
        }
        return value;
    }

    /**
     * {@return an exception about a field}
     *
     * @param what what is wrong with it, as a predicate
     */
    MalformedMessage malformed(String field, String what) {
        return new MalformedMessage(path + field + " " + what);
    }
}
