package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Receivers;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P15: how many bytes a small action costs its author, and others who have it, by the number of those. */
final class BytesOfAction implements Figure {

    private static final int ACTIONS = 50;
    private static final String PROJECT = "talk";
    private static final String AUTHOR = "speaker";

    @Override
    public String name() {
        return "P15";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "the messages of an action with three short arguments, one at a time");
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.join(PROJECT, AUTHOR);
            List<String> others = Receivers.users("listener", 10);
            others.forEach(user -> projects.join(PROJECT, user));
            measure(site, List.of(), setting, report);
            measure(site, others, setting, report);
        } catch (GivenUp e) {
            report.note(e.why());
        }
    }

    private static void measure(Site site, List<String> others, Setting setting, Report report) {
        String beside = others.isEmpty() ? "alone" : "beside %d others".formatted(others.size());
        Series up = new Series("its author sends, " + beside, "bytes");
        Series down = new Series("its author receives, " + beside, "bytes");
        Series both = new Series("both directions, " + beside, "bytes");
        others.forEach(user -> site.replica(user).synced());
        try (Replica author = site.replica(AUTHOR)) {
            author.synced();
            author.confirmed(author.newItem(LogKind.UNDECLARED, PROJECT));
            for (int run = 0; run < setting.runs(); run++) {
                long sent = author.traffic().up();
                long received = author.traffic().down();
                for (int i = 0; i < ACTIONS; i++) {
                    author.confirmed(author.newItem(LogKind.UNDECLARED, PROJECT));
                }
                up.add((double) (author.traffic().up() - sent) / ACTIONS);
                down.add((double) (author.traffic().down() - received) / ACTIONS);
                both.add(up.last() + down.last());
            }
        }
        report.line(up);
        report.line(down);
        report.line(both, Goal.atMost(250));
    }
}
