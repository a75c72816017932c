package org.synchrotron.client.store;

import java.time.Duration;

/**
 * The limits of reading. Immutable.
 *
 * @param readers how many threads read at once, besides the client's own; positive
 * @param patience how long a further reader waits; not negative
 * @param age how long a reader may go on once the write-ahead log is too long; not negative
 * @param logBytes from how many bytes on the write-ahead log is too long; at least {@link #LEAST_LOG_BYTES}
 */
public record ReadLimits(int readers, Duration patience, Duration age, long logBytes) {

    /** Some more than the log takes in ordinary work. */
    public static final long LEAST_LOG_BYTES = 8L << 20;

    public static final ReadLimits DEFAULT =
            new ReadLimits(4, Duration.ofSeconds(30), Duration.ofSeconds(10), 64L << 20);

    public ReadLimits {
        if (readers < 1) {
            throw new IllegalArgumentException("there must be room for one reader at least, not for " + readers);
        }
        if (patience.isNegative() || age.isNegative()) {
            throw new IllegalArgumentException("a reader can neither wait nor be for " + patience + " or " + age);
        }
        if (logBytes < LEAST_LOG_BYTES) {
            throw new IllegalArgumentException("the write-ahead log needs " + LEAST_LOG_BYTES
                    + " bytes in ordinary work, so its limit cannot be " + logBytes);
        }
    }

    /** {@return the same, for so many readers} */
    public ReadLimits withReaders(int atMost, Duration waiting) {
        return new ReadLimits(atMost, waiting, age, logBytes);
    }

    /** {@return the same, with another end of readers} */
    public ReadLimits withEnd(Duration oldest, long longestLog) {
        return new ReadLimits(readers, patience, oldest, longestLog);
    }
}
