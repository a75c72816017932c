package org.synchrotron.demo.run.report;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for people. */
public final class Numbers {

    private Numbers() {}

    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String bytes(long bytes) {
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%,d KB", (bytes + 500) / 1000)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
