package org.synchrotron.bench.run.figures;

import org.synchrotron.bench.items.AddMany;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.LocalFiles;
import org.synchrotron.bench.run.setup.PlainFile;
import org.synchrotron.bench.run.setup.Replica;

/** P2: one action that inserts 10,000 rows, beside the same batch under a plain trigger. */
final class LargeAction implements Figure {

    private static final int ROWS = 10_000;
    private static final String PROJECT = "local";

    private final Series plain = new Series("floor: a batch over JDBC, under a plain trigger", "rows/s");
    private final Series action = new Series("one action", "rows/s");

    @Override
    public String name() {
        return "P2";
    }

    @Override
    public void measure(Setting setting, Report report) {
        LocalFiles files = setting.laboratory().localFiles();
        for (int run = -1; run < setting.runs(); run++) {
            double bare = plain(files, setting);
            double captured = action(files, setting);
            if (run >= 0) {
                plain.add(bare);
                action.add(captured);
            }
        }
        report.heading(name(), "one action that inserts %,d rows, offline".formatted(ROWS));
        report.line(plain);
        report.line(action, plain, Goal.atLeast(0.7));
    }

    private static double plain(LocalFiles files, Setting setting) {
        try (PlainFile file = files.plain().withTrigger()) {
            long before = setting.nanoTime();
            file.addMany("plain", PROJECT, ROWS);
            return ROWS * 1e9 / (setting.nanoTime() - before);
        }
    }

    private static double action(LocalFiles files, Setting setting) {
        try (Replica replica = files.replica()) {
            long before = setting.nanoTime();
            var unused = replica.execute(new AddMany.Args("action", PROJECT, ROWS));
            return ROWS * 1e9 / (setting.nanoTime() - before);
        }
    }
}
