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

/** P3: the first sync of a new client, beside what its rows cost without Synchrotron. */
final class FirstSync implements Figure {

    private static final List<Integer> ROWS = List.of(10_000, 100_000);
    private static final String PROJECT = "large";

    /** First syncs that do not count: a server that has just started runs code that is not compiled yet. */
    private static final int WARM_UP = 10;

    @Override
    public String name() {
        return "P3";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "the first sync of a new client, a thousand rows in each record of the log");
        for (int rows : ROWS) {
            if (rows <= setting.largest()) {
                new OfRows(rows).measure(setting, report);
            }
        }
    }

    private static final class OfRows {

        private final int rows;
        private final Series read = Series.millis("floor: reading them over JDBC");
        private final Series sent = Series.millis("floor: their bytes over a bare socket");
        private final Series inserted = Series.millis("floor: inserting them into SQLite, in a batch");
        private final Series floor = Series.millis("floor: all three");
        private final Series synced;
        private final Series switched = Series.millis("of it: the switch to the rows");
        private final Series bytes;
        private final Series received;

        OfRows(int rows) {
            this.rows = rows;
            this.synced = Series.millis("first sync of %,d rows".formatted(rows));
            this.bytes = new Series("their bytes", "kB");
            this.received = new Series("bytes that the client received", "kB");
        }

        void measure(Setting setting, Report report) {
            try (Site site = setting.laboratory().emptySite()) {
                Projects projects = new Projects(site);
                projects.fill(PROJECT, rows);
                projects.join(PROJECT, "late");
                PlainCopy plain = new PlainCopy(
                        site, PROJECT, setting.laboratory().machine().nanoTime());
                bytes.add(plain.bytes() / 1e3);
                for (int run = 1 - WARM_UP; run <= setting.runs(); run++) {
                    run(site, plain, run > 0);
                }
            } catch (GivenUp e) {
                synced.giveUp(e.why());
            }
            List.of(read, sent, inserted, floor).forEach(report::line);
            report.line(synced, floor, Goal.atMost(2.5));
            report.line(switched);
            report.line(bytes);
            report.line(received, bytes);
        }

        private void run(Site site, PlainCopy plain, boolean counts) {
            PlainCopy.Times times = plain.once();
            try (Replica replica = site.replica("late")) {
                double millis = replica.synced();
                NewClients.check(replica, rows);
                if (counts) {
                    synced.add(millis);
                    switched.add(replica.traffic().longestSwitch());
                    received.add(replica.traffic().down() / 1e3);
                    read.add(times.read());
                    sent.add(times.sent());
                    inserted.add(times.inserted());
                    floor.add(times.sum());
                }
            }
        }
    }
}
