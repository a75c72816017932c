package org.synchrotron.log;

import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text completely, event by event, into a tree within limits. It keeps the open objects and arrays in a queue of
 * its own, so that deep input needs no deep stack. It calls no method of the parser that skips: Parsson's skipping never ends at
 * the end of the text. Not thread-safe: an instance reads one text.
 */
final class JsonTree {

    private static final int SAFE_DIGITS = 18;

    private final JsonParser parser;
    private final JsonLimits limits;
    private final Deque<OpenStructure> open = new ArrayDeque<>();
    private int values;
    private @Nullable JsonValue root;

    private JsonTree(JsonParser parser, JsonLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /** {@return the value in the text} */
    static JsonValue read(String text, JsonLimits limits) {
        if (text.length() > limits.characters()) {
            throw new MalformedJson(
                    "the text has " + text.length() + " characters; at most " + limits.characters() + " are allowed");
        }
        try (JsonParser parser = JsonText.parser(text)) {
            return new JsonTree(parser, limits).read();
        }
    }

    private JsonValue read() {
        try {
            while (root == null) {
                take(parser.next());
            }
            // The parser notices trailing text when it looks for more.
            if (parser.hasNext()) {
                throw refused("text follows the value");
            }
            return root;
        } catch (JsonException | IllegalStateException | NoSuchElementException e) {
            throw refused("the text is not JSON or ends too early");
        }
    }

    private void take(Event event) {
        switch (event) {
            case START_OBJECT -> begin(new OpenStructure.OfMembers(limits));
            case START_ARRAY -> begin(new OpenStructure.OfElements(limits));
            case END_OBJECT, END_ARRAY -> end();
            case KEY_NAME -> key(bounded(parser.getString(), "a name"));
            case VALUE_STRING -> add(JsonText.value(bounded(parser.getString(), "a string")));
            case VALUE_NUMBER -> add(number(parser.getString()));
            case VALUE_TRUE -> add(JsonValue.TRUE);
            case VALUE_FALSE -> add(JsonValue.FALSE);
            case VALUE_NULL -> add(JsonValue.NULL);
        }
    }

    private void begin(OpenStructure structure) {
        if (open.size() == limits.depth()) {
            throw refused("more than " + limits.depth() + " objects and arrays enclose each other");
        }
        open.push(structure);
    }

    private void end() {
        String objection = open.element().objection();
        if (objection != null) {
            throw refused(objection);
        }
        add(open.pop().value());
    }

    private void key(String name) {
        ((OpenStructure.OfMembers) open.element()).name(name);
    }

    private void add(JsonValue value) {
        if (++values > limits.values()) {
            throw refused("the text holds more than " + limits.values() + " values");
        }
        OpenStructure into = open.peek();
        if (into == null) {
            root = value;
        } else if (!into.add(value)) {
            throw refused("an object or array has more members or elements than allowed");
        }
    }

    private JsonValue number(String text) {
        if (text.length() > limits.numberCharacters() || NumberText.of(text).exceeds(limits.numberDigits())) {
            throw refused("a number has too many digits");
        }
        return text.length() <= SAFE_DIGITS && isWhole(text)
                ? JsonText.value(Long.parseLong(text))
                : JsonText.value(new BigDecimal(text));
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private String bounded(String text, String what) {
        if (text.length() > limits.stringCharacters()) {
            throw refused(what + " has more than " + limits.stringCharacters() + " characters");
        }
        return text;
    }

    private MalformedJson refused(String what) {
        return new MalformedJson(what, parser.getLocation().getStreamOffset());
    }
}
