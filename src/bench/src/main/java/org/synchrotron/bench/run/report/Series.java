package org.synchrotron.bench.run.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value that is measured in each run. Not thread-safe. */
public final class Series {

    private final String what;
    private final String unit;
    private final List<Double> runs = new ArrayList<>();
    private @Nullable String givenUp;

    /** @param unit what follows the value, for example {@code ms} */
    public Series(String what, String unit) {
        this.what = what;
        this.unit = unit;
    }

    /** {@return a series of milliseconds} */
    public static Series millis(String what) {
        return new Series(what, "ms");
    }

    /** Adds the value of one run. */
    public void add(double value) {
        runs.add(value);
    }

    /** {@return the value of the latest run} */
    public double last() {
        return runs.get(runs.size() - 1);
    }

    /** Ends the series, without a value of this run. */
    public void giveUp(String why) {
        givenUp = why;
    }

    /** {@return whether the series has ended early} */
    public boolean isGivenUp() {
        return givenUp != null;
    }

    String what() {
        return what;
    }

    boolean hasValue() {
        return givenUp == null && !runs.isEmpty();
    }

    /** {@return the median of the runs} */
    public double median() {
        return new Sample(runs).median();
    }

    String unit() {
        return unit;
    }

    /** {@return the median; null if there is no value} */
    @Nullable
    Double valueIfAny() {
        return hasValue() ? Double.valueOf(median()) : null;
    }

    @Nullable
    Double least() {
        return hasValue() ? Double.valueOf(new Sample(runs).quantile(0)) : null;
    }

    @Nullable
    Double greatest() {
        return hasValue() ? Double.valueOf(new Sample(runs).quantile(1)) : null;
    }

    String value() {
        return hasValue() ? number(median()) + " " + unit : givenUp == null ? "not measured" : givenUp;
    }

    String spread() {
        Sample all = hasValue() ? new Sample(runs) : null;
        return all == null ? "" : number(all.quantile(0)) + " to " + number(all.quantile(1));
    }

    static String number(double value) {
        return String.format(value < 10 ? "%,.2f" : value < 100 ? "%,.1f" : "%,.0f", value);
    }
}
