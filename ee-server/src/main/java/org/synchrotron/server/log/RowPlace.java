package org.synchrotron.server.log;

/**
 * A place in the reading of a {@link RowSelection}: all rows up to there were read. Immutable.
 *
 * @param stage where the reading is
 * @param table the name of the table
 * @param id the row's id as text
 */
public record RowPlace(Stage stage, String table, String id) {

    /** What is read one after another. Within a stage, rows come by table and id. */
    public enum Stage {
        /** Rows that changed after others were read with which they must be of one moment. There are no places in it. */
        CHANGED,
        /** The rows of the scope. */
        IN_SCOPE,
        /** The other touched rows. */
        TOUCHED
    }
}
