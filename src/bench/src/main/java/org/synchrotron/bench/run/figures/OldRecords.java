package org.synchrotron.bench.run.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;
import org.synchrotron.client.Execution;

/** P11d: what others wait while a user uploads records of 1970, fifty at a time, into a log of 100,000. */
final class OldRecords implements Figure {

    private static final long LENGTH = 100_000;
    private static final int OTHERS = 4;
    private static final int AT_ONCE = 50;
    private static final double SECONDS = 5;
    private static final Duration SECOND_OF_JANUARY = Duration.ofDays(1);

    private final Series without = Series.millis("a record of another user, without them");
    private final Series with = Series.millis("a record of another user, while records of 1970 come");
    private final Series old = new Series("records of 1970 that came", "/s");

    @Override
    public String name() {
        return "P11d";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "50 records of 1970 in a loop, against 100,000 of others; medians of 4 other users");
        if (setting.skips(LENGTH, report)) {
            return;
        }
        Rounds.Case floor = setting.bareCommit();
        try (Site site = setting.logs().site(LogKind.DECLARED, LENGTH)) {
            measure(site, floor, setting);
        } catch (GivenUp e) {
            List.of(with, old).forEach(each -> each.giveUp(e.why()));
        }
        report.line(floor.series());
        report.line(old);
        report.line(without);
        report.line(with, without, Goal.atMost(1.5));
    }

    private void measure(Site site, Rounds.Case floor, Setting setting) {
        Writers others = new Writers(others(site), writer -> writer.newItem(LogKind.DECLARED, writer.user()));
        Replica late = site.replica("late", SECOND_OF_JANUARY::toMillis);
        late.connect();
        others.write(10);
        for (int run = 0; run < setting.runs(); run++) {
            long end = setting.nanoTime() + (long) (SECONDS * 1e9);
            without.add(median(others.writeWhile(() -> setting.nanoTime() < end)));
            during(others, late, setting);
            new Rounds(setting).once(floor);
        }
    }

    private static List<Replica> others(Site site) {
        List<Replica> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            others.add(site.replica("s" + i));
            others.get(i).connect();
        }
        return others;
    }

    private void during(Writers others, Replica late, Setting setting) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        AtomicBoolean ends = new AtomicBoolean();
        try {
            Future<Double> rate = thread.submit(() -> rate(late, ends, setting));
            long end = setting.nanoTime() + (long) (SECONDS * 1e9);
            List<List<Double>> times = others.writeWhile(() -> setting.nanoTime() < end);
            ends.set(true);
            old.add(Writers.result(rate));
            with.add(median(times));
        } finally {
            ends.set(true);
            thread.shutdown();
        }
    }

    private static double rate(Replica late, AtomicBoolean ends, Setting setting) {
        long before = setting.nanoTime();
        long records = 0;
        do {
            List<Execution<Object>> batch = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                batch.add(late.execute(late.newItem(LogKind.DECLARED, "late0")));
            }
            batch.forEach(late::await);
            records += AT_ONCE;
        } while (!ends.get());
        return records / ((setting.nanoTime() - before) / 1e9);
    }

    private static double median(List<List<Double>> times) {
        return new Sample(times.stream().flatMap(List::stream).toList()).median();
    }
}
