package org.synchrotron.db;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints JSON so that equal values have equal text: sorted keys, numbers with all digits and without exponents. */
public final class JsonLines {
    /** Kept: finding it costs more than reading. */
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonLines() {}

    static String of(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT ->
                new TreeMap<>(value.asJsonObject())
                        .entrySet().stream()
                                .map(entry -> Json.createValue(entry.getKey()) + ":" + of(entry.getValue()))
                                .collect(Collectors.joining(",", "{", "}"));
            case ARRAY -> value.asJsonArray().stream().map(JsonLines::of).collect(Collectors.joining(",", "[", "]"));
            case NUMBER -> ((JsonNumber) value).bigDecimalValue().toPlainString();
            default -> value.toString();
        };
    }

    static String normal(String json) {
        return of(value(json));
    }

    public static JsonObject object(String json) {
        return value(json).asJsonObject();
    }

    static String string(JsonValue value) {
        return ((JsonString) value).getString();
    }

    static JsonValue value(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
