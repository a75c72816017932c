package org.synchrotron.demo.run.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Prints a line of plain text every few seconds, for logs. */
public final class ProgressLines implements Progress {

    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private String phase = "";
    private long printed;

    /** @param nanoTime a clock to measure durations, in nanoseconds */
    public ProgressLines(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void phase(String what) {
        phase = what;
        printed = nanoTime.getAsLong();
    }

    @Override
    public void step(int done, int total, String doing) {
        long now = nanoTime.getAsLong();
        if (now - printed >= PAUSE_NANOS) {
            printed = now;
            out.printf(Locale.ROOT, "%s: %d of %d, %s%n", phase, done, total, doing);
        }
    }

    @Override
    public void done(String result) {
        out.println(phase + ": " + result);
    }
}
