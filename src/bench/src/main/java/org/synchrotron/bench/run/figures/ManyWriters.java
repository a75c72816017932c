package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P10: sixteen writers in one audience, beside eight in audiences of their own. */
final class ManyWriters implements Figure {

    private static final int TOGETHER = 16;
    private static final int APART = 8;
    private static final int RECORDS = 20;
    private static final int WARM_UP = 3;

    private final Series apart = new Series("8 writers in audiences of their own, together", "/s");
    private final Series together = new Series("16 writers in one audience, together", "/s");
    private final Series fastest = new Series("the fastest of the 16", "s");
    private final Series slowest = new Series("the slowest of the 16", "s");

    @Override
    public String name() {
        return "P10";
    }

    @Override
    public void measure(Setting setting, Report report) {
        Rounds.Case floor = setting.bareCommit();
        try (Site site = setting.laboratory().emptySite()) {
            Writers own = new Writers(
                    replicas(site, "s", APART), writer -> writer.newItem(LogKind.UNDECLARED, writer.user()));
            Writers team =
                    new Writers(replicas(site, "w", TOGETHER), writer -> writer.newItem(LogKind.UNDECLARED, "team"));
            own.write(WARM_UP);
            team.write(WARM_UP);
            for (int run = 0; run < setting.runs(); run++) {
                apart(own, setting);
                together(team, setting);
                new Rounds(setting).once(floor);
            }
        } catch (GivenUp e) {
            List.of(apart, together, fastest, slowest).forEach(each -> each.giveUp(e.why()));
        }
        report.heading(name(), "writers that are online, each %d records, one at a time".formatted(RECORDS));
        report.line(floor.series());
        report.line(apart);
        report.line(together, apart, Goal.atLeast(1));
        report.line(fastest);
        report.line(slowest, fastest, Goal.atMost(3));
    }

    /** {@return so many clients that are online, each of a user of its own} */
    static List<Replica> replicas(Site site, String prefix, int number) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            replicas.add(site.replica(prefix + i));
            replicas.get(i).connect();
        }
        return replicas;
    }

    private void apart(Writers writers, Setting setting) {
        long before = setting.nanoTime();
        writers.write(RECORDS);
        apart.add(APART * RECORDS / seconds(before, setting));
    }

    private void together(Writers writers, Setting setting) {
        long before = setting.nanoTime();
        List<List<Double>> times = writers.write(RECORDS);
        together.add(TOGETHER * RECORDS / seconds(before, setting));
        Sample needed = new Sample(times.stream()
                .map(each -> each.stream().mapToDouble(Double::doubleValue).sum() / 1e3)
                .toList());
        fastest.add(needed.quantile(0));
        slowest.add(needed.quantile(1));
    }

    static double seconds(long before, Setting setting) {
        return (setting.nanoTime() - before) / 1e9;
    }
}
