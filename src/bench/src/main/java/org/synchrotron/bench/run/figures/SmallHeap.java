package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.ChildClient;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Site;

/** P7c: the first sync of 100,000 rows in a process whose heap has 64 MiB, beside one whose heap has 512 MiB. */
final class SmallHeap implements Figure {

    private static final int ROWS = 100_000;
    private static final String PROJECT = "large";

    private final Series large = Series.millis("a heap of 512 MiB");
    private final Series small = Series.millis("a heap of 64 MiB");

    @Override
    public String name() {
        return "P7c";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "the first sync of 100,000 rows, in a process that has just been started");
        if (setting.skips(ROWS, report)) {
            return;
        }
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.fill(PROJECT, ROWS);
            projects.join(PROJECT, "late");
            add(Series.millis("not counted"), site, "512m");
            for (int run = 0; run < setting.runs(); run++) {
                add(large, site, "512m");
                add(small, site, "64m");
            }
        }
        List.of(large, small).forEach(each -> report.line(each, large));
    }

    private static void add(Series series, Site site, String heap) {
        if (series.isGivenUp()) {
            return;
        }
        try {
            ChildClient.FirstSync sync = site.child("late").synced(heap);
            if (sync.items() != ROWS) {
                throw new IllegalStateException("a client that is synced has " + sync.items() + " rows");
            }
            series.add(sync.millis());
        } catch (GivenUp e) {
            series.giveUp(e.why());
        }
    }
}
