package org.synchrotron.client.store;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.RowScope;

/** The text of a {@link RowScope} in the file. */
final class StoredScope {

    private static final String ALL = "all";
    private static final String AUDIENCES = "audiences";
    private static final String TABLES = "tables";

    private StoredScope() {}

    static String text(RowScope rows) {
        return JsonText.of(JsonText.object()
                .add(ALL, rows.all())
                .add(AUDIENCES, JsonText.array(rows.audiences()))
                .add(TABLES, JsonText.array(rows.tables()))
                .build());
    }

    /** @throws RuntimeException if the text is no scope */
    static RowScope of(String text) {
        JsonObject scope = JsonText.read(text);
        JsonValue all = scope.get(ALL);
        if (all != JsonValue.TRUE && all != JsonValue.FALSE) {
            throw new IllegalArgumentException("a scope does not say whether it is all");
        }
        return new RowScope(all == JsonValue.TRUE, texts(scope.get(AUDIENCES)), texts(scope.get(TABLES)));
    }

    /**
     * {@return the texts of a JSON array}
     *
     * @throws RuntimeException if it is no array of texts
     */
    static Set<String> texts(String array) {
        return texts(JsonText.readArray(array));
    }

    private static Set<String> texts(@Nullable JsonValue value) {
        if (!(value instanceof JsonArray array)) {
            throw new IllegalArgumentException("there is no array");
        }
        Set<String> texts = new HashSet<>();
        for (JsonValue each : array) {
            if (!(each instanceof JsonString text)) {
                throw new IllegalArgumentException("an array has other values than texts");
            }
            texts.add(text.getString());
        }
        return Set.copyOf(texts);
    }
}
