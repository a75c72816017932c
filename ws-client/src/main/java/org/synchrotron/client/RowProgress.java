package org.synchrotron.client;

import java.time.Duration;

/**
 * How far a row delivery is: rows come instead of the records that made them, at the first contact, after a long absence, or for a new
 * audience. Immutable.
 *
 * @param phase what is being done
 * @param done how many rows have come
 * @param expected how many rows will have come
 * @param switchTime how long the transaction took that switched to the new rows, in which nothing else was written; zero before that
 */
public record RowProgress(Phase phase, long done, long expected, Duration switchTime) {

    /** What is being done. */
    public enum Phase {
        /** Rows are stored beside the tables; work goes on as before. */
        RECEIVING,
        /** All rows have come. The next transaction switches to them. */
        SWITCHING,
        /** The tables hold the new rows. */
        DONE,
        /**
         * The connection ended before all rows had come. What had come is forgotten; all of them come with a later connection, before which
         * the client waits longer after each loss.
         */
        INTERRUPTED
    }
}
