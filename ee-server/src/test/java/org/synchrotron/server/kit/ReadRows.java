package org.synchrotron.server.kit;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsGone;
import org.synchrotron.protocol.RowsMessage.RowsOutcomes;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.server.catchup.RowSink;

/** A row delivery, kept as it is read. */
public class ReadRows implements RowSink {

    public final List<RowsPart> parts = new ArrayList<>();
    public Set<String> audiences = Set.of();
    public @Nullable RowsStart start;
    public @Nullable RowsEnd end;

    @Override
    public void begin(Set<String> present, RowsStart first) {
        audiences = present;
        start = first;
    }

    @Override
    public void part(RowsPart part) {
        parts.add(part);
    }

    @Override
    public void end(RowsEnd last) {
        end = last;
    }

    /** {@return the rows of a table by id, each as JSON: its audience, then its columns} */
    public Map<String, String> present(String table) {
        Map<String, String> rows = new TreeMap<>();
        for (RowsPart part : parts) {
            if (part instanceof RowsPresent present && present.table().equals(table)) {
                JsonArray all =
                        Json.createReader(new StringReader(present.rows())).readArray();
                int id = present.columns().indexOf("id") + 1;
                for (JsonValue row : all) {
                    JsonValue key = row.asJsonArray().get(id);
                    rows.put(key.toString().replace("\"", ""), row.toString());
                }
            }
        }
        return rows;
    }

    /** {@return the rows of each part as they are sent} */
    public List<String> texts() {
        return parts.stream()
                .filter(RowsPresent.class::isInstance)
                .map(part -> ((RowsPresent) part).rows())
                .toList();
    }

    /** {@return the ids of the rows of a table that are gone} */
    public List<String> gone(String table) {
        List<String> ids = new ArrayList<>();
        for (RowsPart part : parts) {
            if (part instanceof RowsGone gone && gone.table().equals(table)) {
                ids.addAll(gone.ids());
            }
        }
        return ids;
    }

    public Map<ActionId, Outcome> outcomes() {
        Map<ActionId, Outcome> all = new HashMap<>();
        for (RowsPart part : parts) {
            if (part instanceof RowsOutcomes some) {
                all.putAll(some.outcomes());
            }
        }
        return all;
    }
}
