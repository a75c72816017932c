package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.LocalFiles;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.PlainFile;
import org.synchrotron.bench.run.setup.Replica;

/** P1: actions of one row that are executed offline, one after another, beside the same rows, records and changes by bare JDBC. */
final class LocalActions implements Figure {

    private static final int ACTIONS = 1_000;
    private static final int PENDING = 10_000;
    private static final String PROJECT = "local";

    private final Cost plain = new Cost("floor: a record, a change and a row over JDBC");
    private final Cost few = new Cost("an action, little pending");
    private final Cost many = new Cost("an action, %,d pending".formatted(PENDING));

    /** How many in a second, and how long the slowest hundredth takes at least. */
    private static final class Cost {

        private final Series rate;
        private final Series slow;

        Cost(String what) {
            this.rate = new Series(what, "/s");
            this.slow = Series.millis(what + ": p99");
        }

        void add(Sample times) {
            rate.add(1e3
                    * times.values().size()
                    / times.values().stream().mapToDouble(Double::doubleValue).sum());
            slow.add(times.quantile(0.99));
        }
    }

    @Override
    public String name() {
        return "P1";
    }

    @Override
    public void measure(Setting setting, Report report) {
        LocalFiles files = setting.laboratory().localFiles();
        try (Replica busy = files.replica()) {
            for (int i = 0; i < PENDING; i++) {
                execute(busy);
            }
            for (int run = 0; run <= setting.runs(); run++) {
                Sample bare = plain(files, setting);
                Sample fresh = fresh(files, setting);
                Sample after = times(setting, number -> execute(busy));
                if (run > 0) {
                    plain.add(bare);
                    few.add(fresh);
                    many.add(after);
                }
            }
        }
        report.heading(name(), "%,d actions of one row, offline, one after another".formatted(ACTIONS));
        report.line(plain.rate);
        report.line(few.rate, plain.rate, Goal.atLeast(0.6));
        report.line(many.rate, few.rate, Goal.atLeast(1 / 1.1));
        report.line(plain.slow);
        report.line(few.slow, plain.slow, Goal.atMost(3));
        report.line(many.slow, plain.slow, Goal.atMost(3));
    }

    private static void execute(Replica replica) {
        var unused = replica.execute(replica.newItem(LogKind.UNDECLARED, PROJECT));
    }

    private static Sample plain(LocalFiles files, Setting setting) {
        try (PlainFile file = files.plain()) {
            return times(setting, number -> file.add(Replica.id("plain " + number), PROJECT));
        }
    }

    private static Sample fresh(LocalFiles files, Setting setting) {
        try (Replica replica = files.replica()) {
            return times(setting, number -> execute(replica));
        }
    }

    private static Sample times(Setting setting, Consumer<Integer> action) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < ACTIONS; i++) {
            long before = setting.nanoTime();
            action.accept(i);
            times.add((setting.nanoTime() - before) / 1e6);
        }
        return new Sample(times);
    }
}
