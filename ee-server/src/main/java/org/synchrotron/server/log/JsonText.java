package org.synchrotron.server.log;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;

/** JSON as PostgreSQL prints and takes it. Looks its provider up once: the static methods of {@link Json} do it at each call. */
public final class JsonText {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private JsonText() {}

    /** {@return a builder of an object} */
    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** {@return a builder of an object that begins as this one} */
    public static JsonObjectBuilder object(JsonObject start) {
        return BUILDERS.createObjectBuilder(start);
    }

    /** {@return a builder of an array} */
    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    static JsonObject read(String text) {
        if (text.equals("{}")) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
