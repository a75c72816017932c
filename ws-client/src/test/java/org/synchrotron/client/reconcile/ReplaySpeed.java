package org.synchrotron.client.reconcile;

import jakarta.json.JsonValue;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synchrotron.client.Entries;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;

/**
 * Prints how long a replica takes to go back over 1,000 pending records ({@code -Drecords}) and to run them again, because somebody else's record
 * lies before all of them: in one delivery, captured anew, on a real file.
 */
public final class ReplaySpeed {

    private static final int ROWS = 200;
    private static final int RECORDS = Integer.getInteger("records", 1_000);
    private static final int WARM_UP = Integer.getInteger("warmup", 20);
    private static final int ROUNDS = Integer.getInteger("rounds", 21);

    private interface Work {
        void run() throws Exception;
    }

    /** Milliseconds: by the clock, and of this thread, so that other work on the machine does not count. */
    private record Time(double wall, double cpu) {

        static Time of(Work work) throws Exception {
            long wall = System.nanoTime();
            long cpu = cpuNanos();
            work.run();
            return new Time((System.nanoTime() - wall) / 1e6, (cpuNanos() - cpu) / 1e6);
        }

        private static long cpuNanos() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    private record Round(Time undo, Time total) {}

    private ReplaySpeed() {}

    public static void main(String[] args) throws Exception {
        measure("Increment", i -> new Increment.Args(row(i), i));
        measure("RenameTodo", i -> new RenameTodo.Args(row(i), "todo " + i));
    }

    private static void measure(String what, IntFunction<Record> action) throws Exception {
        Path directory = Files.createTempDirectory("replay");
        try {
            try (Bench bench = new Bench(directory.resolve("alice.db"))) {
                prepare(bench, action);
                List<Round> rounds = IntStream.range(0, WARM_UP + ROUNDS)
                        .mapToObj(i -> round(bench, i))
                        .skip(WARM_UP)
                        .toList();
                System.out.printf(
                        "%,d pending %s over %d rows, ms (median and best of %d)%n", RECORDS, what, ROWS, ROUNDS);
                print("undo", rounds.stream().map(Round::undo).toList());
                print("undo and replay", rounds.stream().map(Round::total).toList());
            }
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                files.forEach(file -> file.toFile().delete());
            }
            Files.delete(directory);
        }
    }

    private static void prepare(Bench bench, IntFunction<Record> action) {
        bench.deliver(
                ROWS,
                IntStream.range(0, ROWS)
                        .mapToObj(i -> Entries.bobs(
                                "row-" + i,
                                "unknown_v1",
                                1_000 + i,
                                1L + i,
                                JsonValue.EMPTY_JSON_OBJECT,
                                Entries.inserted(row(i), "team", "a todo", 0)))
                        .toArray(LogEntry[]::new));
        bench.wall(5_000_000);
        for (int i = 0; i < RECORDS; i++) {
            bench.alice().perform(action.apply(i));
        }
    }

    private static Round round(Bench bench, int number) {
        try {
            Time undo = Time.of(() -> undo(bench));
            LogEntry late = Entries.bobs(
                    "late-" + number,
                    "unknown_v1",
                    10_000 + number,
                    ROWS + 1L + number,
                    JsonValue.EMPTY_JSON_OBJECT,
                    Entries.updated(row(number), "team", Entries.number(number)));
            Time total = Time.of(
                    () -> require(bench.deliver(ROWS + 1L + number, late).replayed()));
            return new Round(undo, total);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(Replayed replayed) {
        if (!replayed.equals(new Replayed(RECORDS, RECORDS + 1, RECORDS))) {
            throw new IllegalStateException("not what is to be measured: " + replayed);
        }
    }

    /** The first half alone, for comparison: nothing of it stays. */
    private static void undo(Bench bench) throws Exception {
        List<ActionId> pending = bench.alice().pending().stream()
                .map(entry -> entry.record().id())
                .toList();
        bench.store().database().connection().setAutoCommit(false);
        bench.store().rows().undo(pending);
        bench.store().database().connection().rollback();
        bench.store().database().connection().setAutoCommit(true);
    }

    private static String row(int i) {
        return "todo-" + i % ROWS;
    }

    private static void print(String what, List<Time> times) {
        List<Double> wall = times.stream().map(Time::wall).sorted().toList();
        List<Double> cpu = times.stream().map(Time::cpu).sorted().toList();
        int middle = times.size() / 2;
        System.out.printf(
                "  %-16s %6.1f %6.1f   of processor time %6.1f %6.1f%n",
                what, wall.get(middle), wall.get(0), cpu.get(middle), cpu.get(0));
    }
}
