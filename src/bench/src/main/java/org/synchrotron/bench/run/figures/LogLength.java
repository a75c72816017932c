package org.synchrotron.bench.run.figures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P14: one record that comes in order, into short and long logs. */
final class LogLength implements Figure {

    /** The first is what the others are compared with: all have the same users and memberships. */
    private static final List<Long> LENGTHS = List.of(200L, 10_000L, 1_000_000L);

    @Override
    public String name() {
        return "P14";
    }

    @Override
    public void measure(Setting setting, Report report) {
        Deque<Site> sites = new ArrayDeque<>();
        try {
            List<Rounds.Case> cases = cases(setting, sites);
            new Rounds(setting).measure(cases);
            report.heading(name(), "one record in order, until confirmed, by the length of the log");
            report.line(cases.get(0).series());
            report.line(cases.get(1).series());
            cases.subList(2, cases.size())
                    .forEach(each -> report.line(each.series(), cases.get(1).series(), Goal.atMost(1.2)));
        } finally {
            sites.forEach(Site::close);
        }
    }

    private static List<Rounds.Case> cases(Setting setting, Deque<Site> sites) {
        List<Rounds.Case> cases = new ArrayList<>();
        cases.add(setting.bareCommit());
        for (long length : LENGTHS) {
            if (length <= setting.largest()) {
                sites.push(setting.logs().site(LogKind.DECLARED, length));
                cases.add(adding(length, sites.getFirst().replica("late")));
            }
        }
        return cases;
    }

    private static Rounds.Case adding(long length, Replica author) {
        author.connect();
        return new Rounds.Case(
                "after %,d records".formatted(length),
                () -> author.confirmed(author.newItem(LogKind.DECLARED, "late0")));
    }
}
