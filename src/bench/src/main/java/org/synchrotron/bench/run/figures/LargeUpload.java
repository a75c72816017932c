package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;
import org.synchrotron.client.Execution;

/** P9b: what a user waits while another uploads 10,000 records that were made offline. */
final class LargeUpload implements Figure {

    private static final int RECORDS = 10_000;
    private static final double QUIET_SECONDS = 5;

    private final Series quiet = Series.millis("a record while nobody else writes, median");
    private final Series disturbed = Series.millis("a record during the upload, median");
    private final Series worst = Series.millis("a record during the upload, p99");
    private final Series upload = new Series("the upload of 10,000 records", "s");

    @Override
    public String name() {
        return "P9b";
    }

    @Override
    public void measure(Setting setting, Report report) {
        Rounds.Case floor = setting.bareCommit();
        try (Site site = setting.laboratory().emptySite()) {
            Writers other = other(site);
            other.write(RECORDS / 500);
            for (int run = 0; run < setting.runs(); run++) {
                long end = setting.nanoTime() + (long) (QUIET_SECONDS * 1e9);
                quiet.add(all(other.writeWhile(() -> setting.nanoTime() < end)).median());
                during(site, other, setting);
                new Rounds(setting).once(floor);
            }
        } catch (GivenUp e) {
            List.of(disturbed, worst, upload).forEach(each -> each.giveUp(e.why()));
        }
        report.heading(name(), "what another user waits while 10,000 records are uploaded that were made offline");
        report.line(floor.series());
        report.line(upload);
        report.line(quiet);
        report.line(disturbed, quiet);
        report.line(worst, quiet, Goal.atMost(10));
    }

    private static Writers other(Site site) {
        Replica other = site.replica("s0");
        other.connect();
        return new Writers(List.of(other), writer -> writer.newItem(LogKind.UNDECLARED, "s0"));
    }

    private void during(Site site, Writers other, Setting setting) {
        try (Replica offline = site.replica("s1")) {
            List<Execution<Object>> records = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                records.add(offline.execute(offline.newItem(LogKind.UNDECLARED, "s1")));
            }
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                long before = setting.nanoTime();
                offline.connect();
                Future<Double> uploaded = thread.submit(() -> {
                    records.forEach(offline::await);
                    return (setting.nanoTime() - before) / 1e9;
                });
                Sample times = all(other.writeWhile(() -> !uploaded.isDone()));
                upload.add(Writers.result(uploaded));
                disturbed.add(times.median());
                worst.add(times.quantile(0.99));
            } finally {
                thread.shutdown();
            }
        }
    }

    private static Sample all(List<List<Double>> times) {
        return new Sample(times.stream().flatMap(List::stream).toList());
    }
}
