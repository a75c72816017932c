package org.synchrotron.bench.run.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.synchrotron.bench.items.AddPoints;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.CollectionLog;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;
import org.synchrotron.client.Execution;

/**
 * P18: the memory and the pauses of the server under mixed load: four writers in one audience, four in audiences of their own, devices that
 * come with work of an hour ago, and new devices. Only measured if it is named. Once, whatever the number of runs.
 */
final class LongLoad implements Figure {

    private static final int INTERVALS = 12;
    /** The heap at the end of this interval is what that of the last one is compared with: before, the server gets warm. */
    private static final int WARM = 3;

    private static final int WRITERS = 4;
    private static final int ITEMS = 100;
    private static final int ROWS = 1_000;
    private static final int OFFLINE_RECORDS = 200;
    private static final Duration AGE = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String TEAM = "team";
    private static final String OFFLINE = "s" + WRITERS;
    private static final String STEADY = "steady";

    private final Series warm = new Series("heap in use after a quarter of the time", "MB");
    private final Series last = new Series("heap in use at the end", "MB");
    private final Series pause = Series.millis("the longest pause");
    private final Series records = new Series("records of the eight writers", "/s");

    @Override
    public String name() {
        return "P18";
    }

    @Override
    public boolean isOnDemand() {
        return true;
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "the server under mixed load for " + setting.load());
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.fill(STEADY, ROWS);
            projects.join(STEADY, "late");
            site.beginLog(OFFLINE, OFFLINE, AGE.multipliedBy(2));
            List<Replica> writers = new ArrayList<>(ManyWriters.replicas(site, "w", WRITERS));
            writers.addAll(ManyWriters.replicas(site, "s", WRITERS));
            CollectionLog collections = site.logCollections();
            for (int interval = 1; interval <= INTERVALS; interval++) {
                interval(site, new Writers(writers, LongLoad::next), setting);
                tell(site, collections, interval, report);
            }
            pause.add(collections.longestPause());
        } catch (GivenUp e) {
            List.of(last, pause).forEach(each -> each.giveUp(e.why()));
        }
        report.line(records);
        report.line(pause);
        report.line(warm);
        report.line(last, warm, Goal.atMost(1.2));
    }

    private static Record next(Replica writer) {
        String id = writer.newId();
        return writer.user().startsWith("w")
                ? new AddPoints.Args(Replica.id(TEAM + Math.floorMod(id.hashCode(), ITEMS)), TEAM, 1)
                : writer.newItem(LogKind.UNDECLARED, writer.user());
    }

    private void interval(Site site, Writers writers, Setting setting) {
        long before = setting.nanoTime();
        long end = before + setting.load().toNanos() / INTERVALS;
        BooleanSupplier goesOn = () -> setting.nanoTime() < end;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> others = thread.submit(() -> comeAndGo(site, goesOn), true);
            long written =
                    writers.writeWhile(goesOn).stream().mapToLong(List::size).sum();
            records.add(written / ManyWriters.seconds(before, setting));
            Writers.result(others);
        } finally {
            thread.shutdown();
        }
    }

    /** Devices come, one after the other, with work of an hour ago or with nothing. */
    private static void comeAndGo(Site site, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            try (Replica offline = site.replica(OFFLINE, AGE);
                    Replica fresh = site.replica("late")) {
                List<Execution<Object>> executions = new ArrayList<>();
                for (int i = 0; i < OFFLINE_RECORDS; i++) {
                    executions.add(offline.execute(offline.newItem(LogKind.DECLARED, OFFLINE)));
                }
                offline.connect();
                executions.forEach(offline::await);
                fresh.synced();
                NewClients.check(fresh, ROWS);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void tell(Site site, CollectionLog collections, int interval, Report report) {
        double heap = site.process().usedHeap() / 1e6;
        if (interval == WARM) {
            warm.add(heap);
        } else if (interval == INTERVALS) {
            last.add(heap);
        }
        report.note(
                "%d/%d of the time: %.1f MB of heap in use, the process has %.0f MB, %.0f records/s, longest pause %.0f ms"
                        .formatted(
                                interval,
                                INTERVALS,
                                heap,
                                site.process().resident().orElse(0) / 1e6,
                                records.last(),
                                collections.longestPause()));
    }
}
