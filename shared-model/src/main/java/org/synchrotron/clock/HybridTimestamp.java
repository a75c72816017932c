package org.synchrotron.clock;

/**
 * A reading of the hybrid logical clock. Readings are ordered by time, then by counter. Immutable.
 *
 * @param timeMs milliseconds since 1970-01-01T00:00:00Z, not before the wall time at which the reading was taken
 * @param counter higher than every counter that its clock had seen before, up to {@link #HIGHEST_COUNTER}
 */
public record HybridTimestamp(long timeMs, long counter) implements Comparable<HybridTimestamp> {

    /** Earlier than every reading. */
    public static final HybridTimestamp ZERO = new HybridTimestamp(0, 0);

    /** The highest counter: the highest integer that every JSON reader holds exactly. */
    public static final long HIGHEST_COUNTER = (1L << 53) - 1;

    public HybridTimestamp {
        if (timeMs < 0 || counter < 0) {
            throw new IllegalArgumentException(
                    "clock time and counter must not be negative: " + timeMs + "/" + counter);
        }
    }

    /** {@return the later time and, independently, the higher counter of both: the state of a clock that has seen both} */
    public HybridTimestamp merge(HybridTimestamp other) {
        return new HybridTimestamp(Math.max(timeMs, other.timeMs), Math.max(counter, other.counter));
    }

    /**
     * {@return the first reading after this one that is not before {@code wallMs}} Its counter is higher by one. Where that would be above
     * {@link #HIGHEST_COUNTER}, the time advances instead, so that nobody is stopped by a counter.
     */
    public HybridTimestamp next(long wallMs) {
        return counter < HIGHEST_COUNTER
                ? new HybridTimestamp(Math.max(wallMs, timeMs), counter + 1)
                : new HybridTimestamp(Math.max(wallMs, timeMs + 1), HIGHEST_COUNTER);
    }

    @Override
    public int compareTo(HybridTimestamp other) {
        int byTime = Long.compare(timeMs, other.timeMs);
        return byTime != 0 ? byTime : Long.compare(counter, other.counter);
    }
}
