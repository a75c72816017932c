package org.synchrotron.server.catchup;

/**
 * How much one delivery may hold. What came in one commit is always delivered whole, so it may be as long as an upload.
 *
 * @param records at most
 * @param rowChanges at most
 * @param bytes about so many, counted as characters of JSON
 */
public record DeliveryLimits(int records, int rowChanges, long bytes) {

    /** About a megabyte: a fraction of a second on a slow line. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(500, 2_000, 1 << 20);
}
