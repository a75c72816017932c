package org.synchrotron.server.log;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;

/** JSON objects as PostgreSQL prints them. Looks the parser up once: {@link Json} does it at each call. */
final class JsonText {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonText() {}

    static JsonObject read(String text) {
        if (text.equals("{}")) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
