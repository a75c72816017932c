package org.synchrotron.log;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.Map;

/** Column values as JSON objects, and what can be done with them. */
public final class Patches {

    /** Made once: the static methods of {@link Json} look their provider up at every call. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private Patches() {}

    /** {@return a builder for a new patch} */
    public static JsonObjectBuilder builder() {
        return JSON.createObjectBuilder();
    }

    /** {@return {@code below} with the columns of {@code above} laid over it} */
    public static JsonObject merged(JsonObject below, JsonObject above) {
        JsonObjectBuilder merged = JSON.createObjectBuilder(below);
        above.forEach(merged::add);
        return merged.build();
    }

    /** {@return {@code patch} less some columns} */
    public static JsonObject without(JsonObject patch, Collection<String> columns) {
        JsonObjectBuilder rest = JSON.createObjectBuilder(patch);
        columns.forEach(rest::remove);
        return rest.build();
    }
}
