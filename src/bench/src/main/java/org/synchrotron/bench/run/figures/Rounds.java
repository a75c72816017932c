package org.synchrotron.bench.run.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;

/** Measures several cases in turn, so that a machine that gets slower or faster does so for all of them. */
final class Rounds {

    private static final int TIMES = 15;
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final Setting setting;

    Rounds(Setting setting) {
        this.setting = setting;
    }

    /** Something that can be measured again and again, in milliseconds, and what was measured. */
    static final class Case {

        private final Series series;
        private final DoubleSupplier once;

        Case(String what, DoubleSupplier once) {
            this.series = Series.millis(what);
            this.once = once;
        }

        Series series() {
            return series;
        }

        private void add(Setting setting, boolean counts) {
            if (series.isGivenUp()) {
                return;
            }
            try {
                double median = median(setting);
                if (counts) {
                    series.add(median);
                }
            } catch (GivenUp e) {
                series.giveUp(e.why());
            }
        }

        /** Measures fifteen times, or for five seconds if that is less, and at least once. */
        private double median(Setting setting) {
            List<Double> values = new ArrayList<>();
            long end = setting.nanoTime() + AT_MOST.toNanos();
            do {
                values.add(once.getAsDouble());
            } while (values.size() < TIMES && setting.nanoTime() < end);
            return new Sample(values).median();
        }
    }

    /** Measures one case for one run. */
    void once(Case measured) {
        measured.add(setting, true);
    }

    /** Measures all cases once without counting, and then once in each run. A case that takes too long is left out from then on. */
    void measure(List<Case> cases) {
        for (int run = 0; run <= setting.runs(); run++) {
            boolean counts = run > 0;
            cases.forEach(each -> each.add(setting, counts));
        }
    }
}
