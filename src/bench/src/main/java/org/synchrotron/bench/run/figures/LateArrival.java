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

/** P11 and P11b: one record that is later than a long log, whose footprint it does not meet. */
final class LateArrival implements Figure {

    private static final List<Long> LENGTHS = List.of(2_000L, 100_000L, 1_000_000L);

    private final String name;
    private final LogKind kind;

    LateArrival(String name, LogKind kind) {
        this.name = name;
        this.kind = kind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void measure(Setting setting, Report report) {
        Deque<Site> sites = new ArrayDeque<>();
        try {
            List<Rounds.Case> cases = cases(setting, sites);
            new Rounds(setting).measure(cases);
            print(cases, report);
        } finally {
            sites.forEach(Site::close);
        }
    }

    private List<Rounds.Case> cases(Setting setting, Deque<Site> sites) {
        List<Rounds.Case> cases = new ArrayList<>();
        cases.add(setting.bareCommit());
        sites.push(setting.laboratory().emptySite());
        cases.add(adding("in order, into an empty log", sites.getFirst().replica("late")));
        for (long length : LENGTHS) {
            if (length <= setting.largest()) {
                sites.push(setting.logs().site(kind, length));
                cases.add(adding(
                        "before %,d records".formatted(length), sites.getFirst().replica("late", Setting.LATE)));
            }
        }
        return cases;
    }

    private Rounds.Case adding(String what, Replica late) {
        late.connect();
        return new Rounds.Case(what, () -> late.confirmed(late.newItem(kind, "late0")));
    }

    private void print(List<Rounds.Case> cases, Report report) {
        boolean declared = kind == LogKind.DECLARED;
        report.heading(
                name,
                "one late record whose footprint meets no other, until confirmed; "
                        + (declared
                                ? "declared, its author shares an audience with all others"
                                : "not declared, its author has 3 of 300 audiences"));
        List<Goal> reach = declared
                ? List.of(Goal.atMost(1.2), Goal.atMost(1.5), Goal.atMost(2))
                : List.of(Goal.atMost(3.6), Goal.atMost(4.5), Goal.atMost(6));
        report.line(cases.get(0).series());
        report.line(cases.get(1).series());
        for (int i = 2; i < cases.size(); i++) {
            report.line(cases.get(i).series(), cases.get(1).series(), reach.get(i - 2));
        }
    }
}
