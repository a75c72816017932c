package org.synchrotron.schema;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;

/** Row changes as far as the tables of a replica can show them: a replica may lack tables and columns that another one has. */
public final class ShapedChanges {

    private ShapedChanges() {}

    /** {@return the changes of tables and columns that the replica tracks} An update may be left without columns. */
    public static List<RowChange> of(List<RowChange> changes, TrackedSchema replica) {
        return changes.stream()
                .filter(change -> replica.tables().containsKey(change.row().table()))
                .map(change -> shaped(change, replica.columns(change.row().table())))
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
