package org.synchrotron.bench.run.figures;

import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.PlainOpening;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P17: opening a client on a file of 100,000 rows and 10,000 pending records, beside the same file and checks by JDBC alone. */
final class ClientStart implements Figure {

    private static final int ROWS = 100_000;
    private static final int RECORDS = 10_000;
    private static final int TIMES = 5;
    private static final String PROJECT = "large";

    private final Series plain = Series.millis("floor: the file and the checks over JDBC");
    private final Series opened = Series.millis("opening the client");

    @Override
    public String name() {
        return "P17";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "the start of a client on a file of %,d rows and %,d records".formatted(ROWS, RECORDS));
        if (setting.skips(ROWS, report)) {
            return;
        }
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.fill(PROJECT, ROWS);
            projects.join(PROJECT, "late");
            Replica replica = site.replica("late");
            replica.synced();
            replica.disconnect();
            for (int i = 0; i < RECORDS; i++) {
                var unused = replica.execute(replica.newItem(LogKind.UNDECLARED, PROJECT));
            }
            measure(replica, setting);
        } catch (GivenUp e) {
            opened.giveUp(e.why());
        }
        report.line(plain);
        report.line(opened, plain, Goal.atMost(3));
    }

    private void measure(Replica first, Setting setting) {
        Replica replica = first;
        for (int run = 0; run < setting.runs() * TIMES; run++) {
            replica.close();
            plain.add(PlainOpening.once(replica.file(), setting::nanoTime));
            long before = setting.nanoTime();
            replica = replica.reopened();
            opened.add((setting.nanoTime() - before) / 1e6);
        }
        replica.close();
    }
}
