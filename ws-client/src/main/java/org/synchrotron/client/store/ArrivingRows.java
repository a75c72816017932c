package org.synchrotron.client.store;

import jakarta.json.JsonString;
import java.sql.SQLException;
import java.util.List;
import org.synchrotron.db.sqlite.RowLoader;
import org.synchrotron.db.sqlite.RowLoader.JsonArrays;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.RowScope;

/** Puts the rows of a complete row delivery into the tables. Not thread-safe: one thread at a time may use it. */
public final class ArrivingRows {

    private final ArrivingParts parts;
    private final TrackedRows rows;
    private final LeftOutTable leftOut;

    ArrivingRows(ArrivingParts parts, TrackedRows rows, LeftOutTable leftOut) {
        this.parts = parts;
        this.rows = rows;
        this.leftOut = leftOut;
    }

    /** {@return what has come so far} */
    public ArrivingParts parts() {
        return parts;
    }

    /**
     * Puts the rows into the tables, of each the last that came. Foreign keys must not be enforced.
     *
     * @param whole of these, what did not come is deleted
     */
    public void load(RowScope whole) {
        parts.keepLatest();
        forgetLeftOut(whole);
        rows.load(parts.elements(), loader -> {
            if (whole.all()) {
                for (String table : rows.tables()) {
                    loader.deleteAll(table);
                }
            } else {
                loader.deleteAudiences(JsonText.of(whole.audiences()));
                for (String table : whole.tables()) {
                    loader.deleteAll(table);
                }
                for (ArrivingParts.Group group : parts.groups()) {
                    deleteOld(loader, group);
                }
            }
            for (ArrivingParts.Group group : parts.groups()) {
                if (group.columns() != null) {
                    loader.insert(group.table(), texts(group.columns()), ArrivingParts.contents(group), leftOut);
                }
            }
        });
    }

    /** What comes anew is judged anew. */
    private void forgetLeftOut(RowScope whole) {
        if (whole.all()) {
            leftOut.forgetAll();
        }
        if (leftOut.isEmpty()) {
            return;
        }
        leftOut.forgetAudiences(whole.audiences());
        leftOut.forgetTables(whole.tables());
        for (ArrivingParts.Group group : parts.groups()) {
            JsonArrays content = ArrivingParts.contents(group);
            String id = group.columns() == null
                    ? "value"
                    : "value ->> " + (texts(group.columns()).indexOf(TrackedTable.ID) + 1);
            leftOut.forget(
                    "SELECT " + id + " FROM (" + content.query() + ") AS arrays, jsonb_each(arrays.content)",
                    content.parameters(),
                    group.table());
        }
    }

    /** All of them are deleted before the first is inserted: unique values may have moved from one row to another. */
    private static void deleteOld(RowLoader loader, ArrivingParts.Group group) throws SQLException {
        if (group.columns() == null) {
            loader.delete(group.table(), ArrivingParts.contents(group));
        } else {
            loader.deletePresent(group.table(), texts(group.columns()), ArrivingParts.contents(group));
        }
    }

    private static List<String> texts(String array) {
        return JsonText.readArray(array).getValuesAs(JsonString::getString);
    }
}
