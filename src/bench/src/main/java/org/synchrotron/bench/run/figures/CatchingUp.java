package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P3c: catching up on 10,000 records that changed 100 rows, beside the first sync of 100 rows. */
final class CatchingUp implements Figure {

    private static final int ROWS = 100;
    private static final int RECORDS = 10_000;
    private static final String PROJECT = "counted";
    private static final String OTHER = "untouched";

    private final Series first = Series.millis("first sync of 100 rows");
    private final Series firstBytes = new Series("received at the first sync", "kB");
    private final Series behind = Series.millis("catching up on 10,000 records on 100 rows");
    private final Series behindBytes = new Series("received in catching up", "kB");

    @Override
    public String name() {
        return "P3c";
    }

    @Override
    public void measure(Setting setting, Report report) {
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.count(PROJECT, ROWS, ROWS);
            projects.fill(OTHER, ROWS);
            projects.join(PROJECT, "reader");
            projects.join(OTHER, "late");
            List<Replica> readers = readers(site, setting.runs() + 1);
            projects.count(PROJECT, ROWS, RECORDS);
            for (Replica reader : readers) {
                boolean counts = reader != readers.get(0);
                try (Replica replica = site.replica("late")) {
                    add(replica, first, firstBytes, counts);
                }
                add(reader, behind, behindBytes, counts);
            }
        } catch (GivenUp e) {
            List.of(behind, behindBytes).forEach(each -> each.giveUp(e.why()));
        }
        report.heading(name(), "catching up on 10,000 records that changed 100 rows");
        report.line(first);
        report.line(behind, first, Goal.atMost(2));
        report.line(firstBytes);
        report.line(behindBytes, firstBytes);
    }

    /** {@return clients that hold what there is now, offline} */
    private static List<Replica> readers(Site site, int number) {
        List<Replica> readers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Replica reader = site.replica("reader");
            reader.synced();
            reader.disconnect();
            readers.add(reader);
        }
        return readers;
    }

    private static void add(Replica replica, Series time, Series bytes, boolean counts) {
        long down = replica.traffic().down();
        double millis = replica.synced();
        NewClients.check(replica, ROWS);
        if (counts) {
            time.add(millis);
            bytes.add((replica.traffic().down() - down) / 1e3);
        }
    }
}
