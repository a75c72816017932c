package org.synchrotron.server.runtime;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads the setting {@code synchrotron.run.limit}. */
final class RunLimitSetting {

    /** Transactions wait for 30 s for a lock: who began to wait when a slow run began still gets the log's lock. */
    private static final Duration DEFAULT = Duration.ofSeconds(20);

    /** An upload waits for 200 ms for a locked row; a lock must not look like a slow run. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private RunLimitSetting() {}

    /**
     * {@return the limit} If it is not set, it is 20 s, or two thirds of the timeout if that is shorter.
     *
     * @param value the value of the setting; empty if it is not set
     * @param socketTimeout the database's socket timeout in seconds; 0 for none
     * @throws IllegalStateException if it is no duration, shorter than a second, or not shorter than the timeout
     */
    static Duration of(Optional<String> value, int socketTimeout) {
        if (value.isEmpty()) {
            return standard(socketTimeout);
        }
        Duration limit = parsed(value.get());
        if (limit.compareTo(SHORTEST) < 0) {
            throw wrong(limit.toString(), "must be one second (PT1S) or longer");
        }
        if (socketTimeout > 0 && limit.compareTo(Duration.ofSeconds(socketTimeout)) >= 0) {
            throw wrong(
                    limit.toString(),
                    "must be shorter than synchrotron.db.socket-timeout, which is " + socketTimeout
                            + " s: set another one");
        }
        return limit;
    }

    private static Duration standard(int socketTimeout) {
        Duration most = Duration.ofSeconds(socketTimeout).multipliedBy(2).dividedBy(3);
        if (socketTimeout <= 0 || most.compareTo(DEFAULT) >= 0) {
            return DEFAULT;
        }
        return most.compareTo(SHORTEST) < 0 ? SHORTEST : most;
    }

    private static Duration parsed(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw wrong(text, "must be a duration such as PT20S");
        }
    }

    private static IllegalStateException wrong(String value, String why) {
        return new IllegalStateException("the setting synchrotron.run.limit (here: " + value + ") " + why);
    }
}
