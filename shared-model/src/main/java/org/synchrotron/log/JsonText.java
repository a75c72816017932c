package org.synchrotron.log;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Converts JSON values to and from text: every message and every JSON column that comes in passes through here. A text is read
 * completely and within {@link JsonLimits} before anything is done with it. The JSON provider is looked up once; the static
 * methods of {@code Json} look it up at each call, which costs more than reading a patch. Thread-safe.
 */
public final class JsonText {

    private static final String EMPTY = "{}";
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());
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

    /** {@return a builder of an array that starts with these strings} */
    public static JsonArrayBuilder array(Iterable<String> texts) {
        JsonArrayBuilder array = array();
        texts.forEach(array::add);
        return array;
    }

    /** {@return the text as a JSON string} */
    public static JsonString value(String text) {
        return PROVIDER.createValue(text);
    }

    static JsonNumber value(long number) {
        return PROVIDER.createValue(number);
    }

    static JsonNumber value(BigDecimal number) {
        return PROVIDER.createValue(number);
    }

    static JsonParser parser(String text) {
        return PARSERS.createParser(new StringReader(text));
    }

    /**
     * {@return the object in the text of a column}
     *
     * @throws MalformedJson if the text is not a JSON object within {@link JsonLimits#COLUMN}
     */
    public static JsonObject read(String text) {
        return text.equals(EMPTY) ? JsonValue.EMPTY_JSON_OBJECT : object(text, JsonLimits.COLUMN);
    }

    /**
     * {@return the object in the text of a captured patch, to undo it}
     *
     * @throws MalformedJson if the text is not a JSON object within {@link JsonLimits#UNDO}
     */
    public static JsonObject readForUndo(String text) {
        return text.equals(EMPTY) ? JsonValue.EMPTY_JSON_OBJECT : object(text, JsonLimits.UNDO);
    }

    /**
     * {@return the object in the text of a message}
     *
     * @throws MalformedJson if the text is not a JSON object within {@link JsonLimits#MESSAGE}
     */
    public static JsonObject readMessage(String text) {
        return object(text, JsonLimits.MESSAGE);
    }

    /**
     * {@return the array in the text of a column}
     *
     * @throws MalformedJson if the text is not a JSON array within {@link JsonLimits#COLUMN}
     */
    public static JsonArray readArray(String text) {
        if (JsonTree.read(text, JsonLimits.COLUMN) instanceof JsonArray array) {
            return array;
        }
        throw new MalformedJson("the text is not a JSON array");
    }

    static JsonObject object(String text, JsonLimits limits) {
        if (JsonTree.read(text, limits) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedJson("the text is not a JSON object");
    }

    /** {@return the object or array as text} */
    public static String of(JsonStructure json) {
        return json == JsonValue.EMPTY_JSON_OBJECT ? EMPTY : json.toString();
    }

    /** {@return an array of these strings as text} */
    public static String of(Iterable<String> texts) {
        JsonArrayBuilder array = array(texts);
        return of(array.build());
    }
}
