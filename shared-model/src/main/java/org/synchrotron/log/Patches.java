package org.synchrotron.log;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;

/** Operations on patches: JSON objects that hold column values by column name. */
public final class Patches {

    private Patches() {}

    /** {@return the columns of both; where both have a column, the value of {@code above}} */
    public static JsonObject merged(JsonObject below, JsonObject above) {
        JsonObjectBuilder merged = JsonText.object(below);
        above.forEach(merged::add);
        return merged.build();
    }

    /** {@return {@code patch} without these columns} */
    public static JsonObject without(JsonObject patch, Collection<String> columns) {
        JsonObjectBuilder rest = JsonText.object(patch);
        columns.forEach(rest::remove);
        return rest.build();
    }
}
