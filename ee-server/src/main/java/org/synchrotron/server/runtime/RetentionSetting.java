package org.synchrotron.server.runtime;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads the setting {@code synchrotron.retention}. */
final class RetentionSetting {

    /** A device that was away for a night or a day should still get the few records that it lacks, and not all rows. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    private RetentionSetting() {}

    /**
     * {@return how old the records are that are removed from the log; empty if all stay}
     *
     * @param value the value of the setting; empty if it is not set
     * @throws IllegalStateException if it is no duration, or shorter than a day
     */
    static Optional<Duration> of(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty()).map(RetentionSetting::parsed);
    }

    private static Duration parsed(String text) {
        try {
            Duration age = Duration.parse(text);
            if (age.compareTo(SHORTEST) < 0) {
                throw wrong(text, "must be one day (P1D) or longer: devices that were away for longer get all rows");
            }
            return age;
        } catch (DateTimeParseException e) {
            throw wrong(text, "must be a duration such as P90D");
        }
    }

    private static IllegalStateException wrong(String value, String why) {
        return new IllegalStateException("the setting synchrotron.retention (here: " + value + ") " + why);
    }
}
