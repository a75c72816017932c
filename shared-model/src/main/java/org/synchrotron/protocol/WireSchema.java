package org.synchrotron.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.schema.TrackedSchema;

/**
 * Reads the tracked tables that {@code hello} and {@code welcome} tell. Their JSON has the structure of {@link TrackedSchema}. Its
 * messages repeat no name, because a peer may give names of any length.
 */
final class WireSchema {

    private static final String TABLES = "tables";

    private WireSchema() {}

    /** {@return the tables; null if they are left out} */
    static @Nullable TrackedSchema read(@Nullable WireObject schema) {
        if (schema == null) {
            return null;
        }
        String version = schema.text("version");
        Map<String, Map<String, String>> tables = new HashMap<>();
        schema.object(TABLES).forEach((table, columns) -> tables.put(table, columns(schema, columns)));
        try {
            return new TrackedSchema(version, tables);
        } catch (IllegalArgumentException e) {
            throw schema.malformed(TABLES, "does not fit: " + e.getMessage());
        }
    }

    private static Map<String, String> columns(WireObject schema, JsonValue table) {
        if (!(table instanceof JsonObject columns)) {
            throw schema.malformed(TABLES, "has a table that is not an object");
        }
        Map<String, String> types = new HashMap<>();
        columns.forEach((column, type) -> types.put(column, type(schema, type)));
        return types;
    }

    private static String type(WireObject schema, JsonValue type) {
        if (!(type instanceof JsonString text)) {
            throw schema.malformed(TABLES, "has a column whose type is not text");
        }
        return text.getString();
    }
}
