package org.synchrotron.bench.run.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Prints the figures, one table each, and keeps their numbers. Not thread-safe. */
public final class Report {

    private static final String LINE = "  %-62s %14s  %-22s %8s  %s%n";

    private final PrintStream out;
    private final DoubleSupplier load;
    private final List<Measured> measured = new ArrayList<>();
    private String figure = "";

    /** @param load the load average of the machine; negative if it does not tell */
    public Report(PrintStream out, DoubleSupplier load) {
        this.out = out;
        this.load = load;
    }

    /** Begins a table. */
    public void heading(String name, String what) {
        figure = name;
        out.printf("%n%s: %s (load average %.1f)%n", name, what, load.getAsDouble());
        out.printf(LINE, "", "median", "of runs", "ratio", "to reach");
    }

    /** Adds a line without a ratio. */
    public void line(Series series) {
        add(series, null, null);
    }

    /**
     * Adds a line with a ratio.
     *
     * @param base what the value is compared with
     */
    public void line(Series series, Series base) {
        add(series, base, null);
    }

    /**
     * Adds a line with a ratio.
     *
     * @param base what the value is compared with
     * @param goal what the ratio should be
     */
    public void line(Series series, Series base, Goal goal) {
        add(series, base, goal);
    }

    /**
     * Adds a line without a ratio.
     *
     * @param goal what the value should be
     */
    public void line(Series series, Goal goal) {
        add(series, null, goal);
    }

    private void add(Series series, @Nullable Series base, @Nullable Goal goal) {
        Double floor = base == null ? null : base.valueIfAny();
        Double median = series.valueIfAny();
        Double ratio = (floor == null || median == null) ? null : Double.valueOf(median / floor);
        Double compared = base == null ? median : ratio;
        Boolean reached = (goal == null || compared == null) ? null : Boolean.valueOf(goal.isReached(compared));
        measured.add(new Measured(
                figure,
                series.what(),
                series.unit(),
                median,
                series.least(),
                series.greatest(),
                floor,
                ratio,
                goal,
                reached));
        String wanted = goal == null ? "" : goal + (base == null ? " " + series.unit() : " x");
        out.printf(
                LINE,
                series.what(),
                series.value(),
                series.spread(),
                ratio == null ? "" : String.format("%.2f x", ratio),
                Boolean.FALSE.equals(reached) ? wanted + ": not reached" : wanted);
    }

    /** Adds a sentence. */
    public void note(String sentence) {
        out.println("  " + sentence);
    }

    /** {@return all lines so far} */
    public List<Measured> measured() {
        return List.copyOf(measured);
    }
}
