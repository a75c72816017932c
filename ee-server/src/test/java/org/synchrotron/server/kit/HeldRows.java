package org.synchrotron.server.kit;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowsMessage.RowsGone;
import org.synchrotron.protocol.RowsMessage.RowsOfTable;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;

/** The rows that a client holds of deliveries that were cut: of each row, what the last part says. */
public final class HeldRows {

    private final Map<String, String> rows = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private @Nullable ResumePoint resume;

    /** Takes the first parts of a delivery, which is cut then. */
    public void take(ReadRows delivery, int parts) {
        for (RowsPart part : delivery.parts.subList(0, parts)) {
            if (part instanceof RowsPresent present) {
                int id = present.columns().indexOf("id") + 1;
                for (JsonValue row :
                        Json.createReader(new StringReader(present.rows())).readArray()) {
                    rows.put(row.asJsonArray().getString(id), row.toString());
                    gone.remove(row.asJsonArray().getString(id));
                }
            } else if (part instanceof RowsGone some) {
                some.ids().forEach(rows::remove);
                gone.addAll(some.ids());
            }
            if (part instanceof RowsOfTable last && last.resume() != null) {
                resume = last.resume();
            }
        }
    }

    /** Forgets all. */
    public void forget() {
        rows.clear();
        gone.clear();
        resume = null;
    }

    /** {@return the rows that are present, by id, as JSON} */
    public Map<String, String> rows() {
        return rows;
    }

    /** {@return the ids of rows that are gone} */
    public Set<String> gone() {
        return gone;
    }

    public String[] ids() {
        return rows.keySet().toArray(String[]::new);
    }

    /** {@return the last point after which a delivery may go on; null if there was none} */
    public @Nullable ResumePoint resume() {
        return resume;
    }
}
