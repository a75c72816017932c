package org.synchrotron.client.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of the log a client keeps that it does not need any more. Immutable.
 *
 * @param own how long it keeps its own accepted records, with arguments and outcomes
 * @param history how long it keeps all records with their row changes, for the application to look at; null if the application does not
 *     look at them
 * @param cutAt without a history, the log is cut when it holds more accepted records than this
 */
public record LogKeeping(Duration own, @Nullable Duration history, int cutAt) {

    /** Own records for seven days, no history. */
    public static final LogKeeping DEFAULT = new LogKeeping(Duration.ofDays(7), null, 128);

    /** @throws IllegalArgumentException if a time or number is negative */
    public LogKeeping {
        if (own.isNegative() || (history != null && history.isNegative()) || cutAt < 0) {
            throw new IllegalArgumentException("a client cannot keep own records for " + own + ", a history of "
                    + history + ", and " + cutAt + " records: none may be negative");
        }
    }

    /**
     * {@return how many records stay, if they can, when the log is cut} Others with clocks like theirs may be on their way, and those that
     * reach into the base cannot be taken as records.
     */
    public int latest() {
        return cutAt / 4;
    }

    /** {@return the same, with all records of this time} */
    public LogKeeping withHistory(Duration time) {
        return new LogKeeping(own, time, cutAt);
    }

    /** {@return the same, with own records of this time} */
    public LogKeeping withOwn(Duration time) {
        return new LogKeeping(time, history, cutAt);
    }
}
