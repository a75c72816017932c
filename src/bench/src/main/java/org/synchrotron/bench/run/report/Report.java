package org.synchrotron.bench.run.report;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints the figures, one table each. */
public final class Report {

    private static final String LINE = "  %-62s %14s  %-22s %8s  %s%n";

    private final PrintStream out;

    public Report(PrintStream out) {
        this.out = out;
    }

    /** Begins a table. */
    public void heading(String name, String what) {
        out.printf("%n%s: %s%n", name, what);
        out.printf(LINE, "", "median", "of runs", "ratio", "to reach");
    }

    /** Adds a line without a ratio. */
    public void line(Series series) {
        print(series, null, "");
    }

    /**
     * Adds a line.
     *
     * @param base what the value is compared with
     * @param reach what the ratio should be
     */
    public void line(Series series, Series base, String reach) {
        print(series, base, reach);
    }

    private void print(Series series, @Nullable Series base, String reach) {
        String ratio = base != null && series.hasValue() && base.hasValue()
                ? String.format("%.2f x", series.median() / base.median())
                : "";
        out.printf(LINE, series.what(), series.value(), series.spread(), ratio, reach);
    }

    /** Adds a sentence. */
    public void note(String sentence) {
        out.println("  " + sentence);
    }
}
