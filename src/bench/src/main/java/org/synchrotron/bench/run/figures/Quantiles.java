package org.synchrotron.bench.run.figures;

import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.report.Series;

/** How many milliseconds something takes in the middle, and how many the slowest hundredth takes at least. Not thread-safe. */
final class Quantiles {

    private final Series middle;
    private final Series slow;

    Quantiles(String what) {
        this.middle = Series.millis(what + ": p50");
        this.slow = Series.millis(what + ": p99");
    }

    /** Adds what was measured in one run. */
    void add(Sample times) {
        middle.add(times.median());
        slow.add(times.quantile(0.99));
    }

    void giveUp(String why) {
        middle.giveUp(why);
        slow.giveUp(why);
    }

    Series middle() {
        return middle;
    }

    Series slow() {
        return slow;
    }
}
