package org.synchrotron.bench.run.figures;

import java.util.List;
import java.util.function.Consumer;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.PlainCopy;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P3b: a tenth audience of 1,000 rows for a client that has nine, beside the first sync of 1,000 rows. */
final class TenthAudience implements Figure {

    private static final int ROWS = 1_000;
    private static final int HELD = 9;
    private static final String TENTH = "tenth";

    private final Series first = Series.millis("first sync of 1,000 rows");
    private final Series offline = Series.millis("a tenth audience, given while offline: from connecting");
    private final Series online = Series.millis("a tenth audience, given while online: from the commit");
    private final Series bytes = new Series("the bytes of its 1,000 rows", "kB");
    private final Series firstBytes = new Series("received at the first sync", "kB");
    private final Series offlineBytes = new Series("received, given while offline", "kB");
    private final Series onlineBytes = new Series("received, given while online", "kB");

    @Override
    public String name() {
        return "P3b";
    }

    @Override
    public void measure(Setting setting, Report report) {
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            for (int i = 0; i < HELD; i++) {
                projects.fill("held" + i, ROWS);
                projects.join("held" + i, "reader");
            }
            projects.fill(TENTH, ROWS);
            projects.join(TENTH, "late");
            bytes.add(new PlainCopy(site, TENTH, setting.laboratory().machine().nanoTime()).bytes() / 1e3);
            measure(site, projects, setting);
        }
        report.heading(name(), "a tenth audience of 1,000 rows for a client that has nine such audiences");
        report.line(first);
        report.line(offline, first, Goal.atMost(2));
        report.line(online, first, Goal.atMost(2));
        report.line(bytes);
        report.line(firstBytes, bytes);
        report.line(offlineBytes, bytes, Goal.atMost(2));
        report.line(onlineBytes, bytes, Goal.atMost(2));
    }

    private void measure(Site site, Projects projects, Setting setting) {
        try (Replica reader = site.replica("reader")) {
            reader.synced();
            for (int run = 0; run <= setting.runs(); run++) {
                boolean counts = run > 0;
                first(site, counts);
                tried(List.of(offline, offlineBytes), () -> {
                    reader.disconnect();
                    projects.join(TENTH, "reader");
                    gained(reader, offline, offlineBytes, counts, Replica::synced, setting);
                });
                without(reader, projects);
                tried(
                        List.of(online, onlineBytes),
                        () -> gained(
                                reader,
                                online,
                                onlineBytes,
                                counts,
                                client -> {
                                    projects.join(TENTH, "reader");
                                    client.awaitItems((HELD + 1L) * ROWS);
                                },
                                setting));
                without(reader, projects);
            }
        }
    }

    private void first(Site site, boolean counts) {
        try (Replica replica = site.replica("late")) {
            double millis = replica.synced();
            NewClients.check(replica, ROWS);
            if (counts) {
                first.add(millis);
                firstBytes.add(replica.traffic().down() / 1e3);
            }
        }
    }

    /** What takes too long is not measured again. */
    private static void tried(List<Series> series, Runnable measuring) {
        if (series.get(0).isGivenUp()) {
            return;
        }
        try {
            measuring.run();
        } catch (GivenUp e) {
            series.forEach(each -> each.giveUp(e.why()));
        }
    }

    private static void gained(
            Replica reader, Series time, Series bytes, boolean counts, Consumer<Replica> gaining, Setting setting) {
        long down = reader.traffic().down();
        long before = setting.nanoTime();
        gaining.accept(reader);
        double millis = (setting.nanoTime() - before) / 1e6;
        NewClients.check(reader, (HELD + 1L) * ROWS);
        if (counts) {
            time.add(millis);
            bytes.add((reader.traffic().down() - down) / 1e3);
        }
    }

    /** The reader is online afterwards and has nine audiences. */
    private static void without(Replica reader, Projects projects) {
        reader.disconnect();
        projects.leave(TENTH, "reader");
        reader.synced();
        NewClients.check(reader, (long) HELD * ROWS);
    }
}
