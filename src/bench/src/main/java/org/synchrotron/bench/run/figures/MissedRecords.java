package org.synchrotron.bench.run.figures;

import java.time.Duration;
import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LocalFiles;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.PlainFile;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/**
 * P7d and P7e: a client that wants records catches up on 10,000, beside the same rows, changes and records over JDBC alone. By known effects; or by
 * logic, because an earlier record of its own is pending, whose footprint meets all of them.
 */
final class MissedRecords implements Figure {

    private static final int RECORDS = 10_000;
    /** The most records of a delivery, which is a transaction. */
    private static final int DELIVERY = 500;

    /** After the first record of the log, and before all others. */
    private static final Duration LATE = Setting.LATE.minusDays(1);

    private static final String READER = "reader";

    private final String name;
    private final boolean byLogic;
    private final Series floor;
    private final Series caughtUp;

    MissedRecords(String name, boolean byLogic) {
        this.name = name;
        this.byLogic = byLogic;
        this.floor = byLogic
                ? new Series("floor: one statement after the other over JDBC, under a trigger", "/s")
                : Series.millis("floor: in batches, over JDBC");
        this.caughtUp = byLogic
                ? new Series("from connecting until all have run", "/s")
                : Series.millis("from connecting until all are there");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(
                name,
                "catching up on %,d records, ".formatted(RECORDS) + (byLogic ? "by running them" : "by known effects"));
        if (setting.skips(RECORDS, report)) {
            return;
        }
        LocalFiles files = setting.laboratory().localFiles();
        try (Site site = setting.logs().site(LogKind.UNDECLARED, RECORDS)) {
            site.beginLog("late", "late0", Setting.LATE);
            new Projects(site).joinAll(READER);
            if (byLogic) {
                // Otherwise the pending records that wait for the lock would be accepted, and all others would run
                // again.
                site.endWithoutUploads(() -> runs(site, files, setting));
            } else {
                runs(site, files, setting);
            }
        } catch (GivenUp e) {
            caughtUp.giveUp(e.why());
        }
        report.line(floor);
        report.line(caughtUp, floor, byLogic ? Goal.atLeast(0.5) : Goal.atMost(3));
    }

    private void runs(Site site, LocalFiles files, Setting setting) {
        for (int run = 0; run <= setting.runs(); run++) {
            double plain = plain(files, setting);
            double millis = byLogic ? run(site, setting) : known(site, setting);
            if (run > 0) {
                floor.add(value(plain));
                caughtUp.add(value(millis));
            }
        }
    }

    private double value(double millis) {
        return byLogic ? RECORDS * 1e3 / millis : millis;
    }

    private double plain(LocalFiles files, Setting setting) {
        List<String> ids = Replica.ids("plain", RECORDS);
        try (PlainFile file = byLogic ? files.plain().withTrigger() : files.plain()) {
            long before = setting.nanoTime();
            for (int i = 0; i < RECORDS; i += DELIVERY) {
                List<String> some = ids.subList(i, i + DELIVERY);
                if (byLogic) {
                    file.addEach(some, "plain");
                } else {
                    file.addBatch(some, "plain");
                }
            }
            return (setting.nanoTime() - before) / 1e6;
        }
    }

    private static double known(Site site, Setting setting) {
        try (Replica replica = site.historian(READER, Duration.ZERO)) {
            double millis = connectedUntil(replica, RECORDS + 1, setting);
            replica.awaitSynced();
            require(replica, RECORDS + 1, 0);
            return millis;
        }
    }

    private static double run(Site site, Setting setting) {
        try (Replica replica = site.historian(READER, LATE)) {
            var unused = replica.execute(replica.newItem(LogKind.UNDECLARED, "p0"));
            double millis = connectedUntil(replica, RECORDS + 2, setting);
            require(replica, RECORDS + 2, RECORDS);
            return millis;
        }
    }

    private static double connectedUntil(Replica replica, long items, Setting setting) {
        long before = setting.nanoTime();
        replica.connect();
        replica.awaitItems(items);
        return (setting.nanoTime() - before) / 1e6;
    }

    /** The client got records and no rows, and ran what it had to. */
    private static void require(Replica replica, long items, long runs) {
        NewClients.check(replica, items);
        if (replica.traffic().runs() < runs || replica.traffic().longestSwitch() > 0) {
            throw new IllegalStateException("%,d records of %,d ran, or rows came"
                    .formatted(replica.traffic().runs(), runs));
        }
    }
}
