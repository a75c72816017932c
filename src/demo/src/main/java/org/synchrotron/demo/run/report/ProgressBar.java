package org.synchrotron.demo.run.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows progress as a bar, in one line of a terminal that it overwrites. */
public final class ProgressBar implements Progress {

    private static final int WIDTH = 30;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private String phase = "";
    private long drawn;

    /** @param nanoTime a clock to measure durations, in nanoseconds */
    public ProgressBar(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void phase(String what) {
        phase = what;
        draw(what + " ...");
    }

    @Override
    public void step(int done, int total, String doing) {
        long now = nanoTime.getAsLong();
        if (now - drawn >= PAUSE_NANOS) {
            drawn = now;
            int filled = (int) ((long) WIDTH * done / Math.max(1, total));
            draw(String.format(
                    Locale.ROOT,
                    "%s [%s%s] %d/%d %s",
                    phase,
                    "=".repeat(filled),
                    " ".repeat(WIDTH - filled),
                    done,
                    total,
                    doing));
        }
    }

    @Override
    public void done(String result) {
        draw(phase + ": " + result);
        out.println();
    }

    private void draw(String line) {
        out.print(ERASE + line);
        out.flush();
    }
}
