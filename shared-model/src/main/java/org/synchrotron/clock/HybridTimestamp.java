package org.synchrotron.clock;

/**
 * A reading of the hybrid logical clock. Readings are ordered by time, then by counter. Immutable.
 *
 * @param timeMs milliseconds since 1970-01-01T00:00:00Z, not before the wall time at which the reading was taken
 * @param counter higher than every counter that its clock had seen before
 */
public record HybridTimestamp(long timeMs, long counter) implements Comparable<HybridTimestamp> {

    /** Earlier than every reading. */
    public static final HybridTimestamp ZERO = new HybridTimestamp(0, 0);

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

    @Override
    public int compareTo(HybridTimestamp other) {
        int byTime = Long.compare(timeMs, other.timeMs);
        return byTime != 0 ? byTime : Long.compare(counter, other.counter);
    }
}
