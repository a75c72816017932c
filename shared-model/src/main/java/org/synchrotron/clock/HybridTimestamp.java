package org.synchrotron.clock;

/**
 * A reading of the hybrid logical clock. Of two readings the one with the later time is later; at the same time, the one
 * with the higher counter.
 *
 * @param timeMs milliseconds since 1970, never before the wall time at which it was taken
 * @param counter higher than any counter that its clock had seen
 */
public record HybridTimestamp(long timeMs, long counter) implements Comparable<HybridTimestamp> {

    /** Before every reading. */
    public static final HybridTimestamp ZERO = new HybridTimestamp(0, 0);

    public HybridTimestamp {
        if (timeMs < 0 || counter < 0) {
            throw new IllegalArgumentException("a clock never reads less than zero: " + timeMs + "/" + counter);
        }
    }

    /** {@return the maximum of both times and, apart from that, of both counters: what a clock knows after both} */
    public HybridTimestamp merge(HybridTimestamp other) {
        return new HybridTimestamp(Math.max(timeMs, other.timeMs), Math.max(counter, other.counter));
    }

    @Override
    public int compareTo(HybridTimestamp other) {
        int byTime = Long.compare(timeMs, other.timeMs);
        return byTime != 0 ? byTime : Long.compare(counter, other.counter);
    }
}
