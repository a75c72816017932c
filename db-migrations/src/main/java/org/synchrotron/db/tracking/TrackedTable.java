package org.synchrotron.db.tracking;

import java.util.List;

/**
 * A table whose row changes are captured.
 *
 * @param name the table's name as it was created
 * @param columns the columns that patches carry, {@code id} among them; neither {@code audience_key} nor generated ones
 * @param audienceGenerated whether {@code audience_key} is a generated column, which is never written
 */
public record TrackedTable(String name, List<TrackedColumn> columns, boolean audienceGenerated) {
    /** The column that identifies a row; the primary key. */
    public static final String ID = "id";
    /** The column that says who may see a row. */
    public static final String AUDIENCE_KEY = "audience_key";

    public TrackedTable {
        columns = List.copyOf(columns);
    }
}
