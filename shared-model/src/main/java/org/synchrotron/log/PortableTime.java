package org.synchrotron.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Converts instants to the text that both databases store. Thread-safe. */
public final class PortableTime {

    private PortableTime() {}

    /** {@return the instant as ISO 8601 in UTC} Digits below a microsecond are dropped. */
    public static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
