package org.synchrotron.server.catchup;

/**
 * The most that one delivery holds. The records of one commit are always delivered together. A commit with more row changes or bytes is not
 * delivered as records; its rows are. Immutable.
 *
 * @param records the most records; one commit may have more
 * @param rowChanges the most row changes
 * @param bytes the most bytes, about, counted as characters of JSON
 */
public record DeliveryLimits(int records, int rowChanges, long bytes) {

    /** 500 records, 2,000 row changes, about a megabyte. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(500, 2_000, 1 << 20);
}
