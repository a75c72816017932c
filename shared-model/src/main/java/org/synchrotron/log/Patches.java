package org.synchrotron.log;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;

/** What can be done with patches: column values as JSON objects. */
public final class Patches {

    private Patches() {}

    /** {@return {@code below} with the columns of {@code above} laid over it} */
    public static JsonObject merged(JsonObject below, JsonObject above) {
        JsonObjectBuilder merged = JsonText.object(below);
        above.forEach(merged::add);
        return merged.build();
    }

    /** {@return {@code patch} less some columns} */
    public static JsonObject without(JsonObject patch, Collection<String> columns) {
        JsonObjectBuilder rest = JsonText.object(patch);
        columns.forEach(rest::remove);
        return rest.build();
    }
}
