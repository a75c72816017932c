package org.synchrotron.client.store;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Collection;
import java.util.Map;

/** JSON columns as text. */
final class JsonTexts {

    // Kept, because looking up the JSON provider costs more than reading a patch.
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private JsonTexts() {}

    static JsonObject object(String text) {
        if (text.equals("{}")) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static String text(JsonObject object) {
        return object.isEmpty() ? "{}" : object.toString();
    }

    static String array(Collection<String> texts) {
        return BUILDERS.createArrayBuilder(texts).build().toString();
    }
}
