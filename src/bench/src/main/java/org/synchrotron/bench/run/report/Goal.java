package org.synchrotron.bench.run.report;

/**
 * What a ratio, or a value, should be. Immutable.
 *
 * @param most whether it should be at most this; otherwise at least
 */
public record Goal(boolean most, double limit) {

    public static Goal atMost(double limit) {
        return new Goal(true, limit);
    }

    public static Goal atLeast(double limit) {
        return new Goal(false, limit);
    }

    boolean isReached(double value) {
        return most ? value <= limit : value >= limit;
    }

    /** {@return how much of the limit is used up: at most 1 if the goal is reached} */
    double use(double value) {
        return most ? value / limit : limit / value;
    }

    @Override
    public String toString() {
        return (most ? "at most " : "at least ") + Series.number(limit);
    }
}
