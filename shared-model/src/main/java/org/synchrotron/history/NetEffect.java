package org.synchrotron.history;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.Patches;
import org.synchrotron.log.RowChange;

/**
 * What several changes of one row by one record come to.
 *
 * @param created whether the row was not there before
 * @param gone whether it is not there afterwards
 * @param written the columns that are written, if the row is there afterwards
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

    /** {@return the sum of this and the row's next change} */
    NetEffect then(RowChange next) {
        return new NetEffect(
                next.audience(),
                created,
                next instanceof RowChange.Deleted,
                next instanceof RowChange.Updated ? Patches.merged(written, next.forward()) : next.forward());
    }

    /**
     * {@return the cells that are written, by column} A row that is gone counts as deleted even if it was created here: where it
     * was there already, such changes take it away.
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

    /** {@return the same with the row's audience as one more cell} */
    SortedMap<String, JsonValue> cellsWithAudience() {
        SortedMap<String, JsonValue> cells = cells();
        cells.put(AUDIENCE, JsonText.value(audience));
        return cells;
    }
}
