package org.synchrotron.bench.run.figures;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.PlainLog;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P9: eight writers, each in an audience of its own, one record at a time and in batches, beside as many over JDBC alone under the same lock. */
final class SeparateWriters implements Figure {

    private static final String PROJECT = "plain";
    private static final int WRITERS = 8;
    private static final int RECORDS = 40;
    private static final int BATCHES = 5;
    private static final int BATCH = 50;
    /** What is so fast is measured for longer. */
    private static final int PLAIN_TIMES = 10;

    private final Series plainOnes = new Series("floor: one row and its record in each commit, over JDBC", "/s");
    private final Series ones = new Series("one record at a time", "/s");
    private final Series plainBatches =
            new Series("floor: %d rows and records in each commit, over JDBC".formatted(BATCH), "/s");
    private final Series batches = new Series("batches of %d".formatted(BATCH), "/s");

    @Override
    public String name() {
        return "P9";
    }

    @Override
    public void measure(Setting setting, Report report) {
        List<PlainLog> plain =
                Stream.generate(setting.laboratory()::plainLog).limit(WRITERS).toList();
        try (Site site = setting.laboratory().emptySite()) {
            Writers writers = new Writers(
                    ManyWriters.replicas(site, "s", WRITERS),
                    writer -> writer.newItem(LogKind.UNDECLARED, writer.user()));
            for (int run = 0; run <= setting.runs(); run++) {
                run(writers, plain, setting, run);
            }
        } catch (GivenUp e) {
            List.of(ones, batches).forEach(each -> each.giveUp(e.why()));
        } finally {
            plain.forEach(PlainLog::close);
        }
        report.heading(
                name(), "%d writers that are online, each in an audience of its own, together".formatted(WRITERS));
        report.line(plainOnes);
        report.line(ones, plainOnes, Goal.atLeast(0.4));
        report.line(plainBatches);
        report.line(batches, plainBatches, Goal.atLeast(0.3));
    }

    private void run(Writers writers, List<PlainLog> plain, Setting setting, int run) {
        measure(plainOnes, setting, run, () -> {
            each(plain, "one of run " + run, RECORDS * PLAIN_TIMES, (log, id) -> log.add(id, PROJECT));
            return WRITERS * RECORDS * PLAIN_TIMES;
        });
        measure(ones, setting, run, () -> {
            writers.write(RECORDS);
            return WRITERS * RECORDS;
        });
        measure(plainBatches, setting, run, () -> {
            each(
                    plain,
                    "batch of run " + run,
                    BATCHES * PLAIN_TIMES,
                    (log, id) -> log.addBatch(Replica.ids(id, BATCH), PROJECT));
            return WRITERS * BATCHES * PLAIN_TIMES * BATCH;
        });
        measure(batches, setting, run, () -> {
            writers.writeBatches(BATCHES, BATCH);
            return WRITERS * BATCHES * BATCH;
        });
    }

    /** Each writes so many times, with ids that no other has. */
    private static void each(List<PlainLog> plain, String name, int times, BiConsumer<PlainLog, String> writing) {
        Writers.inParallel(plain, log -> {
            List<String> ids = Replica.ids(name + " by " + plain.indexOf(log), times);
            ids.forEach(id -> writing.accept(log, id));
            return times;
        });
    }

    /** Adds how many records were written in a second; the first run does not count. */
    private static void measure(Series series, Setting setting, int run, IntSupplier writing) {
        long before = setting.nanoTime();
        int records = writing.getAsInt();
        if (run > 0) {
            series.add(records / ManyWriters.seconds(before, setting));
        }
    }
}
