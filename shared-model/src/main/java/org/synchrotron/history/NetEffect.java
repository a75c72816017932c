package org.synchrotron.history;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.Patches;
import org.synchrotron.log.RowChange;

/**
 * The sum of several changes of one row by one record. Immutable.
 *
 * @param created whether the row did not exist before
 * @param gone whether the row does not exist afterwards
 * @param written the columns that are written, if the row exists afterwards
 */
record NetEffect(String audience, boolean created, boolean gone, JsonObject written) {

    private static final String AUDIENCE = "audience_key";

    static NetEffect of(RowChange first) {
        return new NetEffect(
                first.audience(),
                first instanceof RowChange.Inserted,
                first instanceof RowChange.Deleted,
                first.forward());
    }

    /** {@return the sum of this and the next change of the row} */
    NetEffect then(RowChange next) {
        return new NetEffect(
                next.audience(),
                created,
                next instanceof RowChange.Deleted,
                next instanceof RowChange.Updated ? Patches.merged(written, next.forward()) : next.forward());
    }

    /**
     * {@return the written cells, by column} A row that is gone counts as deleted even if it was created here, because these
     * changes would delete a row that existed already.
     */
    SortedMap<String, JsonValue> cells() {
        SortedMap<String, JsonValue> cells = new TreeMap<>(written);
        if (gone || created) {
            cells.put(DifferingCell.EXISTENCE, gone ? JsonValue.FALSE : JsonValue.TRUE);
        }
        if (created && !gone) {
            cells.put(AUDIENCE, JsonText.value(audience));
        }
        return cells;
    }

    /** {@return {@link #cells()} and one more cell: the row's audience} */
    SortedMap<String, JsonValue> cellsWithAudience() {
        SortedMap<String, JsonValue> cells = cells();
        cells.put(AUDIENCE, JsonText.value(audience));
        return cells;
    }
}
