package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.setup.BareJourney;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Receivers;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P4: an action on one device until a query on another shows it, on one node and over two, beside the same hops and commits alone. */
final class Propagation implements Figure {

    private static final int ACTIONS = 200;

    private final Quantiles bare = new Quantiles("floor: two socket hops, a commit in PostgreSQL, two in SQLite");
    private final Quantiles bareNodes = new Quantiles("floor: the same and a notification");
    private final Quantiles one = new Quantiles("both devices on one node");
    private final Quantiles two = new Quantiles("a node for each");

    @Override
    public String name() {
        return "P4";
    }

    @Override
    public void measure(Setting setting, Report report) {
        List<Site> nodes = setting.laboratory().twoNodes();
        try (Site node = nodes.get(0);
                Site other = nodes.get(1);
                BareJourney journey = setting.laboratory().journey()) {
            Pair.join(new Projects(node));
            Replica author = node.replica(Pair.AUTHOR);
            author.synced();
            String message = message(node, author, setting);
            for (int run = 0; run <= setting.runs(); run++) {
                boolean counts = run > 0;
                add(bare, Pair.sample(ACTIONS, () -> journey.once(message, setting::nanoTime)), counts);
                add(one, shown(author, node, setting), counts);
                add(bareNodes, Pair.sample(ACTIONS, () -> journey.overNodes(message, setting::nanoTime)), counts);
                add(two, shown(author, other, setting), counts);
            }
        } catch (GivenUp e) {
            List.of(one, two).forEach(each -> each.giveUp(e.why()));
        }
        print(report);
    }

    private void print(Report report) {
        report.heading(name(), "an action on one device until a query on another shows it, nothing else to do");
        List.of(bare, bareNodes).forEach(each -> {
            report.line(each.middle());
            report.line(each.slow());
        });
        report.line(one.middle(), bare.middle(), Goal.atMost(4));
        report.line(one.slow(), bare.slow(), Goal.atMost(8));
        report.line(two.middle(), bareNodes.middle(), Goal.atMost(4));
        report.line(two.slow(), bareNodes.slow(), Goal.atMost(8));
    }

    /** {@return a delivery of one small record} */
    private static String message(Site node, Replica author, Setting setting) {
        try (Receivers receivers = node.receivers(List.of(Pair.READER))) {
            receivers.receive(
                    () -> {
                        var unused = author.execute(author.newItem(LogKind.UNDECLARED, Pair.PROJECT));
                    },
                    setting::nanoTime);
            return receivers.latest();
        }
    }

    /** A new device each time, so that no other one listens. */
    private static Sample shown(Replica author, Site node, Setting setting) {
        try (Replica reader = node.replica(Pair.READER)) {
            return new Pair(author, reader, setting).times(ACTIONS);
        }
    }

    private static void add(Quantiles quantiles, Sample times, boolean counts) {
        if (counts) {
            quantiles.add(times);
        }
    }
}
