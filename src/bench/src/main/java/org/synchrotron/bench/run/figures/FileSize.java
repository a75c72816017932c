package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.PlainCopy;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P7b: a client's file after 100,000 records that changed 100 rows, beside the file of a client that holds only the rows. Measured once. */
final class FileSize implements Figure {

    private static final int ROWS = 100;
    private static final int RECORDS = 100_000;
    private static final String PROJECT = "counted";

    private final Series plain = new Series("floor: a SQLite file with the 100 rows alone", "kB");
    private final Series fresh = new Series("a new client that holds the 100 rows", "kB");
    private final Series reader = new Series("a client that was online all the time", "kB");
    private final Series author = new Series("the author of the records", "kB");

    @Override
    public String name() {
        return "P7b";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "the size of a client's file after 100,000 records on 100 rows");
        if (setting.skips(RECORDS, report)) {
            return;
        }
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.join(PROJECT, "late");
            Replica online = site.replica("late");
            online.synced();
            projects.count(PROJECT, ROWS, RECORDS);
            online.awaitSynced();
            Replica other = site.replica("late");
            other.synced();
            List.of(online, other).forEach(each -> NewClients.check(each, ROWS));
            plain.add(
                    new PlainCopy(site, PROJECT, setting.laboratory().machine().nanoTime()).fileSize() / 1e3);
            fresh.add(other.closedSize() / 1e3);
            reader.add(online.closedSize() / 1e3);
            author.add(projects.closedSize() / 1e3);
        } catch (GivenUp e) {
            List.of(fresh, reader, author).forEach(each -> each.giveUp(e.why()));
        }
        report.line(plain);
        report.line(fresh, plain);
        report.line(reader, fresh, Goal.atMost(3));
        report.line(author, fresh);
        report.note("the author keeps its own records for a time, without what they changed");
    }
}
