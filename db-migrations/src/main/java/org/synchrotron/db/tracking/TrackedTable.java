package org.synchrotron.db.tracking;

import java.util.List;

/**
 * A table whose row changes are captured.
 *
 * @param name the table's name as it was created
 * @param columns the columns that patches contain: {@code id} and the ordinary columns, without {@code audience_key} and
 *     generated ones
 * @param audienceGenerated whether {@code audience_key} is a generated column, which is never written
 */
public record TrackedTable(String name, List<TrackedColumn> columns, boolean audienceGenerated) {
    /** The primary key column, which identifies a row. */
    public static final String ID = "id";
    /** The column that determines who may see a row. */
    public static final String AUDIENCE_KEY = "audience_key";

    public TrackedTable {
        columns = List.copyOf(columns);
    }
}
