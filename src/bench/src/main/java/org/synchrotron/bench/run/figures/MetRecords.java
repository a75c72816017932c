package org.synchrotron.bench.run.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.synchrotron.bench.items.AddPoints;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Logs;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;
import org.synchrotron.client.Execution;

/** P11c: one late record whose footprint a hundred of the 100,000 records after it meet. */
final class MetRecords implements Figure {

    private static final long LENGTH = 100_000;
    private static final int MET = 100;
    private static final int BATCH = 1_000;

    /** After the first record of the log, and before all that are met: what was executed before all of the log is stamped anew. */
    private static final Duration LATE = Logs.AGE.minusHours(1);

    private final Series meetsNone = Series.millis("connecting, and one late record that meets none");
    private final Series meetsSome = Series.millis("connecting, and one late record that 100 of the later ones meet");
    private final Series unit = Series.millis("one record of a batch of 1,000, in order");
    private final Series units = new Series("what meeting 100 costs more, in records of a batch", "units");

    @Override
    public String name() {
        return "P11c";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name(), "one late record whose footprint 100 of 100,000 later records meet");
        if (setting.skips(LENGTH, report)) {
            return;
        }
        try (Site site = setting.logs().site(LogKind.DECLARED, LENGTH)) {
            measure(site, setting);
        } catch (GivenUp e) {
            List.of(meetsNone, meetsSome, unit, units).forEach(each -> each.giveUp(e.why()));
        }
        report.line(unit);
        report.line(meetsNone);
        report.line(meetsSome, meetsNone);
        report.line(units, Goal.atMost(150));
    }

    private void measure(Site site, Setting setting) {
        String item = meeting(site, setting);
        Replica batches = site.replica("s0");
        for (int run = 0; run <= setting.runs(); run++) {
            double none = late(site, site.replica("late", LATE).newId(), "late1");
            double some = late(site, item, "late0");
            double one = batch(batches, setting) / BATCH;
            if (run > 0) {
                meetsNone.add(none);
                meetsSome.add(some);
                unit.add(one);
                units.add((some - none) / one);
            }
        }
    }

    /** {@return the item to which a hundred records add points, evenly spread over the log} */
    private static String meeting(Site site, Setting setting) {
        AtomicLong clock = new AtomicLong(setting.laboratory().machine().clock().millis() - Logs.AGE.toMillis());
        Replica author = site.replica("late", clock::get);
        String item = author.newId();
        author.connect();
        for (int i = 0; i < MET; i++) {
            clock.addAndGet(Logs.AGE.minus(Duration.ofDays(1)).toMillis() / MET);
            author.execute(new AddPoints.Args(item, "late0", 1));
        }
        author.confirmed(new AddPoints.Args(item, "late0", 1));
        return item;
    }

    /** A new device each time, because one that has received later records makes no earlier ones. */
    private static double late(Site site, String item, String project) {
        try (Replica device = site.replica("late", LATE)) {
            return device.confirmedOnceConnected(device.execute(new AddPoints.Args(item, project, 1)));
        }
    }

    private static double batch(Replica batches, Setting setting) {
        batches.disconnect();
        List<Execution<Object>> records = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            records.add(batches.execute(batches.newItem(LogKind.DECLARED, "s0")));
        }
        long before = setting.nanoTime();
        batches.connect();
        records.forEach(batches::await);
        return (setting.nanoTime() - before) / 1e6;
    }
}
