package org.synchrotron.log;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;

/**
 * Converts JSON values to and from text, the form in which the databases store them; client and server both use it. The JSON
 * provider is looked up once; the static methods of {@code Json} look it up at each call, which costs more than reading a patch.
 * Thread-safe.
 */
public final class JsonText {

    private static final String EMPTY = "{}";
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());

    private JsonText() {}

    /** {@return a builder of an object} */
    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** {@return a builder of an object that starts with the members of {@code start}} */
    public static JsonObjectBuilder object(JsonObject start) {
        return BUILDERS.createObjectBuilder(start);
    }

    /** {@return a builder of an array} */
    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    /** {@return the text as a JSON string} */
    public static JsonString value(String text) {
        return PROVIDER.createValue(text);
    }

    /**
     * {@return the object in the text}
     *
     * @throws jakarta.json.JsonException if the text is not a JSON object
     */
    public static JsonObject read(String text) {
        if (text.equals(EMPTY)) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /**
     * {@return the array in the text}
     *
     * @throws jakarta.json.JsonException if the text is not a JSON array
     */
    public static JsonArray readArray(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    /** {@return the object or array as text} */
    public static String of(JsonStructure json) {
        return json == JsonValue.EMPTY_JSON_OBJECT ? EMPTY : json.toString();
    }

    /** {@return an array of these strings as text} */
    public static String of(Iterable<String> texts) {
        JsonArrayBuilder array = array();
        texts.forEach(array::add);
        return of(array.build());
    }
}
