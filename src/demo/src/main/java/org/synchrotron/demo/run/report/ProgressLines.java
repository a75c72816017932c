package org.synchrotron.demo.run.report;

import java.io.PrintStream;
import java.util.Locale;

/** A plain line every few seconds, for logs. */
public final class ProgressLines implements Progress {

    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private String phase = "";
    private long told;

    public ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void phase(String what) {
        phase = what;
        told = System.nanoTime();
    }

    @Override
    public void step(int done, int total, String doing) {
        long now = System.nanoTime();
        if (now - told >= PAUSE_NANOS) {
            told = now;
            out.printf(Locale.ROOT, "%s: %d of %d, %s%n", phase, done, total, doing);
        }
    }

    @Override
    public void done(String result) {
        out.println(phase + ": " + result);
    }
}
