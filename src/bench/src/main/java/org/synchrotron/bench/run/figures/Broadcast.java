package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.setup.BareBroadcast;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Receivers;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P8: an action of one user until the last of many users has received it, beside the same bytes over bare sockets. */
final class Broadcast implements Figure {

    private static final List<Integer> RECEIVERS = List.of(10, 100, 1_000);
    private static final String PROJECT = "crowd";
    private static final String AUTHOR = "speaker";

    @Override
    public String name() {
        return "P8";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(
                name(), "an action until the last of many connections has received it; the server runs it meanwhile");
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.join(PROJECT, AUTHOR);
            for (int number : RECEIVERS) {
                measure(site, projects, number, setting, report);
            }
        }
    }

    private static void measure(Site site, Projects projects, int number, Setting setting, Report report) {
        List<String> users = Receivers.users("listener", number);
        users.forEach(user -> projects.join(PROJECT, user));
        try (Replica author = site.replica(AUTHOR);
                Receivers receivers = site.receivers(users);
                BareBroadcast bare = new BareBroadcast(number)) {
            author.synced();
            Rounds.Case action = new Rounds.Case(
                    "until the last of %,d".formatted(number),
                    () -> receivers.receive(() -> add(author), setting::nanoTime));
            Rounds.Case floor = new Rounds.Case(
                    "floor: the same bytes over %,d bare sockets, decoded".formatted(number),
                    () -> bare.once(receivers.latest(), setting::nanoTime));
            new Rounds(setting).measure(List.of(action, floor));
            report.line(floor.series());
            report.line(action.series(), floor.series(), Goal.atMost(3));
        } catch (GivenUp e) {
            report.note("%,d: %s".formatted(number, e.why()));
        }
    }

    private static void add(Replica author) {
        var unused = author.execute(author.newItem(LogKind.DECLARED, PROJECT));
    }
}
