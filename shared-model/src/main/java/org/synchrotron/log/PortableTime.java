package org.synchrotron.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as both databases keep them. */
public final class PortableTime {

    private PortableTime() {}

    /** {@return the instant as ISO 8601 in UTC} What is finer than a microsecond is cut off. */
    public static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
