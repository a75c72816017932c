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
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P7: how long executing an action takes on a client to which 50,000 row changes of others come, as records and as rows. */
final class BusyReplica implements Figure {

    private static final int CHANGES = 50_000;
    private static final double QUIET_SECONDS = 3;
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final String OWN = "late0";
    private static final String USER = "late";

    private final Series quiet = Series.millis("nothing comes: p99");
    private final Series online = Series.millis("they come while the client is online: p99");
    private final Series onlineLongest = Series.millis("the same: the longest, a switch included");
    private final Series absent = Series.millis("they come after an absence: p99");
    private final Series absentLongest = Series.millis("the same: the longest, a switch included");
    private final Series switched = Series.millis("the same: the switch to the new rows alone");
    private final Series time = Series.millis("after an absence: until all are there");

    @Override
    public String name() {
        return "P7";
    }

    @Override
    public void measure(Setting setting, Report report) {
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            for (int run = 0; run <= setting.runs(); run++) {
                String project = "large" + run;
                projects.join(project, USER);
                run(site, () -> projects.fill(project, CHANGES), setting, run > 0);
                projects.leave(project, USER);
            }
        } catch (GivenUp e) {
            List.of(online, absent, switched, time).forEach(each -> each.giveUp(e.why()));
        }
        report.heading(name(), "executing an action, every 2 ms, while 50,000 row changes of others come");
        report.line(quiet);
        report.line(online, quiet, Goal.atMost(20));
        report.line(onlineLongest, quiet);
        report.line(absent, quiet, Goal.atMost(20));
        report.line(absentLongest, quiet);
        report.line(switched);
        report.line(time);
    }

    private void run(Site site, Runnable changing, Setting setting, boolean counts) {
        try (Replica replica = site.replica(USER)) {
            replica.synced();
            long end = setting.nanoTime() + (long) (QUIET_SECONDS * 1e9);
            Sample alone = executed(replica, () -> setting.nanoTime() < end, setting);
            long held = replica.countItems();
            Sample meanwhile = during(replica, setting, () -> {
                changing.run();
                replica.awaitItems(held + CHANGES);
            });
            replica.disconnect();
            changing.run();
            replica.traffic().longestSwitch();
            long before = setting.nanoTime();
            Sample afterwards = during(replica, setting, () -> {
                replica.connect();
                replica.awaitItems(held + 2L * CHANGES);
            });
            double all = (setting.nanoTime() - before) / 1e6;
            if (counts) {
                quiet.add(alone.quantile(0.99));
                add(online, onlineLongest, meanwhile);
                add(absent, absentLongest, afterwards);
                switched.add(replica.traffic().longestSwitch());
                time.add(all);
            }
        }
    }

    private static void add(Series p99, Series longest, Sample times) {
        p99.add(times.quantile(0.99));
        longest.add(times.quantile(1));
    }

    /** {@return the milliseconds of each execution while this happens} */
    private static Sample during(Replica replica, Setting setting, Runnable happening) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> done = thread.submit(happening, true);
            Sample times = executed(replica, () -> !done.isDone(), setting);
            Writers.result(done);
            return times;
        } finally {
            thread.shutdown();
        }
    }

    /** {@return the milliseconds of each execution} At least one is made. */
    private static Sample executed(Replica replica, BooleanSupplier goOn, Setting setting) {
        List<Double> times = new ArrayList<>();
        String item = Replica.id("what " + USER + " counts");
        do {
            long before = setting.nanoTime();
            replica.execute(new AddPoints.Args(item, OWN, 1));
            times.add((setting.nanoTime() - before) / 1e6);
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (goOn.getAsBoolean());
        return new Sample(times);
    }
}
