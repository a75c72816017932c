package org.synchrotron.simulation.oracle;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Converts cell values to and from JSON texts, which are the same for both databases. */
final class JsonTexts {

    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

    private JsonTexts() {}

    static String of(@Nullable Object value) {
        return value instanceof String text ? PROVIDER.createValue(text).toString() : String.valueOf(value);
    }

    /** {@return the value of a JSON string} */
    static String text(String json) {
        return ((JsonString) array("[" + json + "]").get(0)).getString();
    }

    static JsonObject object(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    static JsonArray array(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }

    /** {@return the columns with their values as JSON texts, without {@code id} and {@code audience_key}} */
    static Map<String, String> cells(JsonObject columns) {
        Map<String, String> cells = new TreeMap<>();
        columns.forEach((column, value) -> cells.put(column, value.toString()));
        cells.remove("id");
        cells.remove("audience_key");
        return cells;
    }
}
