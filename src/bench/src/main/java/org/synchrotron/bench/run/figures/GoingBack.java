package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.items.AddItem;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LocalFiles;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.PlainFile;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P6: going back over pending work, because a record of another came before all of it, and because all rows came anew. */
final class GoingBack implements Figure {

    private static final List<Integer> PENDING = List.of(1_000, 10_000);
    private static final String READER = "late";
    private static final String OTHER = "other";

    @Override
    public String name() {
        return "P6";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "going back over pending work; the server accepts none of it meanwhile");
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            LocalFiles files = setting.laboratory().localFiles();
            for (int pending : PENDING) {
                new OverPending(pending, site, projects, setting).measure(files, report);
            }
        }
    }

    private static final class OverPending {

        private final int pending;
        private final Site site;
        private final Projects projects;
        private final Setting setting;
        private final Series floor;
        private final Series connected;
        private final Series gone;
        private final Series back;
        private final Series rebased;

        OverPending(int pending, Site site, Projects projects, Setting setting) {
            this.pending = pending;
            this.site = site;
            this.projects = projects;
            this.setting = setting;
            this.floor = Series.millis("floor: %,d rows taken back and inserted again, by JDBC".formatted(pending));
            this.connected = Series.millis(
                    "from connecting until a record of another is there, without the %,d".formatted(pending));
            this.gone = Series.millis("the same, before %,d that are pending".formatted(pending));
            this.back = Series.millis("what going back over %,d costs".formatted(pending));
            this.rebased = Series.millis("all rows anew, under %,d pending: the switch".formatted(pending));
        }

        void measure(LocalFiles files, Report report) {
            try {
                for (int run = 0; run <= setting.runs(); run++) {
                    double plain = plain(files);
                    String project = pending + " in run " + run;
                    List.of(READER, OTHER).forEach(user -> projects.join(project, user));
                    run(project, plain, run > 0);
                }
            } catch (GivenUp e) {
                List.of(gone, back, rebased).forEach(each -> each.giveUp(e.why()));
            }
            List.of(floor, connected, gone).forEach(report::line);
            report.line(back, floor, Goal.atMost(2));
            report.line(rebased, floor, Goal.atMost(2));
        }

        private double plain(LocalFiles files) {
            List<String> ids = Replica.ids("plain", pending);
            try (PlainFile file = files.plain().withTrigger()) {
                file.addEach(ids, "plain");
                long before = setting.nanoTime();
                file.goBack(ids, Replica.id("foreign"), "plain");
                return (setting.nanoTime() - before) / 1e6;
            }
        }

        private void run(String project, double plain, boolean counts) {
            try (Replica other = site.replica(OTHER);
                    Replica reader = site.replica(READER)) {
                other.synced();
                reader.synced();
                reader.disconnect();
                double without = connectedUntil(reader, foreign(other, project));
                reader.disconnect();
                String first = foreign(other, project);
                for (int i = 0; i < pending; i++) {
                    var unused = reader.execute(reader.newItem(LogKind.UNDECLARED, project));
                }
                site.withoutUploads(() -> {
                    double with = connectedUntil(reader, first);
                    double switched = reader.rebased();
                    require(reader);
                    reader.disconnect();
                    if (counts) {
                        add(plain, without, with, switched);
                    }
                });
            }
        }

        /** {@return the id of an item that the other user has added} */
        private static String foreign(Replica other, String project) {
            String id = other.newId();
            other.confirmed(new AddItem.Args(id, project, "a foreign item"));
            return id;
        }

        private double connectedUntil(Replica reader, String item) {
            long before = setting.nanoTime();
            reader.connect();
            reader.awaitItem(item);
            return (setting.nanoTime() - before) / 1e6;
        }

        /** All was pending all the time, and is there. */
        private void require(Replica reader) {
            if (reader.pending() != pending || reader.countItems() < pending) {
                throw new IllegalStateException("pending are %,d of %,d, and %,d items are there"
                        .formatted(reader.pending(), pending, reader.countItems()));
            }
        }

        private void add(double plain, double without, double with, double switched) {
            floor.add(plain);
            connected.add(without);
            gone.add(with);
            back.add(with - without);
            rebased.add(switched);
        }
    }
}
