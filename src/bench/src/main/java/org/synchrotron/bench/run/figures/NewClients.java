package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P3d: the first sync of twenty new clients at once, 10,000 rows each, beside that of one. */
final class NewClients implements Figure {

    private static final int ROWS = 10_000;
    private static final int CLIENTS = 20;
    private static final String PROJECT = "large";

    private final Series alone = Series.millis("one new client, 10,000 rows");
    private final Series together = Series.millis("20 new clients at once, until the last has its rows");

    @Override
    public String name() {
        return "P3d";
    }

    @Override
    public void measure(Setting setting, Report report) {
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.fill(PROJECT, ROWS);
            for (int i = 0; i < CLIENTS; i++) {
                projects.join(PROJECT, "s" + i);
            }
            for (int run = 0; run <= setting.runs(); run++) {
                double one = synced(site, 1, setting);
                double all = synced(site, CLIENTS, setting);
                if (run > 0) {
                    alone.add(one);
                    together.add(all);
                }
            }
        } catch (GivenUp e) {
            together.giveUp(e.why());
        }
        report.heading(name(), "the first sync of 20 new clients at once; the server has its usual heap");
        report.line(alone);
        report.line(together, alone);
    }

    private static double synced(Site site, int number, Setting setting) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            replicas.add(site.replica("s" + i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            long before = setting.nanoTime();
            List<Future<Double>> syncs =
                    replicas.stream().map(each -> threads.submit(each::synced)).toList();
            syncs.forEach(Writers::result);
            double millis = (setting.nanoTime() - before) / 1e6;
            replicas.forEach(each -> check(each, ROWS));
            return millis;
        } finally {
            threads.shutdown();
            replicas.forEach(Replica::close);
        }
    }

    /** A client that says that it is synced must have all rows. */
    static void check(Replica synced, long rows) {
        long held = synced.countItems();
        if (held != rows) {
            throw new IllegalStateException("a client that is synced has %,d rows of %,d".formatted(held, rows));
        }
    }
}
