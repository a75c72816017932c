package org.synchrotron.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Converts instants to the text that both databases store. Thread-safe. */
public final class PortableTime {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private PortableTime() {}

    /**
     * {@return the instant as ISO 8601 in UTC with six digits of fraction} So the texts of the years 0001 to 9999, which a column may hold,
     * sort as the instants do. Digits below a microsecond are dropped.
     */
    public static String text(Instant instant) {
        return FORM.format(instant);
    }
}
