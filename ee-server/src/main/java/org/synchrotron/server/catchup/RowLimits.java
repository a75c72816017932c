package org.synchrotron.server.catchup;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The limits of row deliveries. Immutable.
 *
 * @param partLength the characters of a part, about: a part is complete when it has as many
 * @param snapshot how long the rows of one delivery may be read, which is how long a snapshot of the database lasts
 * @param nanoTime a clock that only goes on, in nanoseconds
 */
public record RowLimits(int partLength, Duration snapshot, LongSupplier nanoTime) {

    /** The characters of a part if nothing else is said. */
    public static final int PART_LENGTH = 1 << 18;

    /** How long rows are read if nothing else is said. */
    public static final Duration SNAPSHOT = Duration.ofMinutes(2);

    /** {@return the end of the reading that begins now, by {@link #nanoTime}} */
    long deadline() {
        return nanoTime.getAsLong() + snapshot.toNanos();
    }

    /** Ends the reading if it has lasted too long. */
    void check(long deadline) {
        if (nanoTime.getAsLong() - deadline > 0) {
            throw new RowsFailed("reading the rows took longer than " + snapshot.toSeconds() + " s; try again later");
        }
    }
}
