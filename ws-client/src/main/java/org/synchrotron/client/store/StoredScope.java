package org.synchrotron.client.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Set;
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

    static RowScope of(String text) {
        JsonObject scope = JsonText.read(text);
        return new RowScope(scope.getBoolean(ALL), texts(scope, AUDIENCES), texts(scope, TABLES));
    }

    /** {@return the texts of a JSON array} */
    static Set<String> texts(String array) {
        return Set.copyOf(JsonText.readArray(array).getValuesAs(JsonString::getString));
    }

    private static Set<String> texts(JsonObject scope, String name) {
        return Set.copyOf(scope.getJsonArray(name).getValuesAs(JsonString::getString));
    }
}
