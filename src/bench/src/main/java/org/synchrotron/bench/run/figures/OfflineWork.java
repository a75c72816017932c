package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.bench.items.AddMany;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.PlainLog;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;
import org.synchrotron.client.Execution;

/**
 * P5 and P5b: actions that were executed offline, from connecting until all are confirmed; the server runs each. Beside the same rows, changes and
 * records in the same transactions, over JDBC alone.
 */
final class OfflineWork implements Figure {

    /** The most records of an upload, each of which is a transaction. */
    private static final int UPLOAD = 50;

    private static final int LONG = 5_000;
    private static final String USER = "s1";

    private final String name;
    private final List<Load> loads;

    /**
     * Work of a device.
     *
     * @param actions how many actions it executes
     * @param rows how many rows each of them inserts
     */
    private record Load(int actions, int rows) {

        /** {@return how often it is measured: what takes a minute, once} */
        int runs(Setting setting) {
            return actions > LONG ? 1 : setting.runs();
        }
    }

    /**
     * @param rows how many rows each action inserts
     * @param actions how many actions are executed
     */
    OfflineWork(String name, int rows, List<Integer> actions) {
        this.name = name;
        this.loads = actions.stream().map(number -> new Load(number, rows)).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(name, "actions that were executed offline, from connecting until all are confirmed");
        try (Site site = setting.laboratory().emptySite();
                PlainLog plain = setting.laboratory().plainLog()) {
            // Not counted.
            new OfLoad(new Load(UPLOAD * 10, 1), setting).measure(site, plain);
            for (Load load : loads) {
                OfLoad measured = new OfLoad(load, setting);
                measured.measure(site, plain);
                measured.print(report);
            }
        }
    }

    private static final class OfLoad {

        private final Load load;
        private final Setting setting;
        private final Series floor;
        private final Series confirmed;

        OfLoad(Load load, Setting setting) {
            this.load = load;
            this.setting = setting;
            String what = "%,d actions".formatted(load.actions())
                    + (load.rows() > 1 ? " of %,d rows".formatted(load.rows()) : "");
            this.floor = new Series("floor: " + what + " over JDBC, with savepoints and a trigger", "rows/s");
            this.confirmed = new Series(what, "rows/s");
        }

        void measure(Site site, PlainLog plain) {
            try {
                for (int run = 0; run < load.runs(setting); run++) {
                    run(site, plain);
                }
            } catch (GivenUp e) {
                confirmed.giveUp(e.why());
            }
        }

        void run(Site site, PlainLog plain) {
            try (Replica replica = site.replica(USER)) {
                List<Execution<Object>> executions = new ArrayList<>();
                for (int i = 0; i < load.actions(); i++) {
                    executions.add(replica.execute(next(replica)));
                }
                long before = setting.nanoTime();
                replica.connect();
                executions.forEach(replica::await);
                confirmed.add(rate(before));
                floor.add(plain(replica, plain));
            }
        }

        private Record next(Replica replica) {
            return load.rows() == 1
                    ? replica.newItem(LogKind.UNDECLARED, USER)
                    : new AddMany.Args(replica.newId(), USER, load.rows());
        }

        private double plain(Replica replica, PlainLog plain) {
            List<String> ids = Replica.ids(replica.newId() + setting.nanoTime(), load.actions());
            long before = setting.nanoTime();
            for (int i = 0; i < ids.size(); i += UPLOAD) {
                List<String> upload = ids.subList(i, Math.min(ids.size(), i + UPLOAD));
                if (load.rows() == 1) {
                    plain.addEach(upload, USER);
                } else {
                    plain.addMany(upload, USER, load.rows());
                }
            }
            return rate(before);
        }

        private double rate(long before) {
            return load.actions() * (double) load.rows() * 1e9 / (setting.nanoTime() - before);
        }

        void print(Report report) {
            report.line(floor);
            report.line(confirmed, floor, Goal.atLeast(0.5));
        }
    }
}
