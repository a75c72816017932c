package org.synchrotron.history;

import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.RowRef;

/**
 * A cell to which two lists of row changes write different values. Immutable.
 *
 * @param column the column; {@link #EXISTENCE} for whether the row exists (true or false), {@code audience_key} for its audience
 * @param first the portable value that the first list writes; null if it does not write the cell
 * @param second the same for the second list
 */
public record DifferingCell(
        RowRef row,
        String column,
        @Nullable JsonValue first,
        @Nullable JsonValue second) {

    /** The name of the cell for the existence of a row. */
    public static final String EXISTENCE = "#";

    /** {@return table and column; without the row and the values, which may be private} */
    public String place() {
        return row.table() + "." + column;
    }
}
