package org.synchrotron.server.catchup;

/**
 * The most that one delivery holds. The records of one commit are always delivered together, so a delivery may exceed the limits
 * and be as long as an upload. Immutable.
 *
 * @param records the most records
 * @param rowChanges the most row changes
 * @param bytes the most bytes, about, counted as characters of JSON
 */
public record DeliveryLimits(int records, int rowChanges, long bytes) {

    /** 500 records, 2,000 row changes, about a megabyte. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(500, 2_000, 1 << 20);
}
