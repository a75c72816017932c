package org.synchrotron.client.reconcile;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;
import org.synchrotron.schema.TrackedSchema;

/** Row changes of the log as far as the tables here can show them. */
final class ShapedChanges {

    private ShapedChanges() {}

    /** {@return the changes of tables and columns that are tracked here} */
    static List<RowChange> of(List<RowChange> changes, TrackedSchema here) {
        return changes.stream()
                .filter(change -> here.tables().containsKey(change.row().table()))
                .map(change -> shaped(change, here.columns(change.row().table())))
                .toList();
    }

    private static RowChange shaped(RowChange change, Map<String, String> columns) {
        return columns.keySet().containsAll(change.forward().keySet())
                ? change
                : RowChange.of(
                        change.operation(),
                        change.row(),
                        change.audience(),
                        present(change.forward(), columns),
                        present(change.reverse(), columns));
    }

    private static JsonObject present(JsonObject patch, Map<String, String> columns) {
        JsonObjectBuilder present = JsonText.object();
        patch.forEach((column, value) -> {
            if (columns.containsKey(column)) {
                present.add(column, value);
            }
        });
        return present.build();
    }
}
