package org.synchrotron.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.ScheduleGenerator;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Coverage;
import org.synchrotron.simulation.world.ScheduleRunner;

/**
 * Runs seeds in parallel. Each run stays in one thread, and each thread has its own database. Seeds are started in ascending
 * order, so the lowest seed that breaks a rule is found, independent of how the threads are scheduled.
 */
final class SeedRunner {

    private static final int REPORT_EVERY = 50;

    private final LongFunction<Schedule> schedules;
    private final long end;
    private final int count;
    private final AtomicLong next;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong lowestFailing = new AtomicLong(Long.MAX_VALUE);
    private final Map<Long, AssertionError> failures = new ConcurrentSkipListMap<>();
    private final long began = System.nanoTime();

    /**
     * @param first the first seed
     * @param count the number of seeds
     * @param schedules returns the schedule of a seed
     */
    SeedRunner(long first, int count, LongFunction<Schedule> schedules) {
        this.schedules = schedules;
        this.end = first + count;
        this.count = count;
        this.next = new AtomicLong(first);
    }

    /** {@return the schedule of a seed} Even seeds check safety, odd seeds liveness. */
    static Schedule schedule(long seed) {
        return ScheduleGenerator.generate(seed, seed % 2 == 0 ? Mode.SAFETY : Mode.LIVENESS);
    }

    /**
     * {@return what the runs covered}
     *
     * @throws AssertionError the report of the lowest seed that breaks a rule
     */
    Coverage run(int threads) throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Coverage>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(workers.submit(this::work));
            }
            Coverage coverage = new Coverage();
            for (Future<Coverage> each : results) {
                coverage.add(each.get());
            }
            for (AssertionError lowest : failures.values()) {
                throw lowest;
            }
            return coverage;
        } finally {
            workers.shutdown();
        }
    }

    private Coverage work() {
        try (Postgres postgres = Postgres.start()) {
            ScheduleRunner runner = new ScheduleRunner(postgres, MemoryDirectory.path());
            ScheduleChecker checker = new ScheduleChecker(runner);
            for (long seed = next.getAndIncrement(); isNeeded(seed); seed = next.getAndIncrement()) {
                check(schedules.apply(seed), checker);
                printProgress(done.incrementAndGet());
            }
            return runner.coverage();
        }
    }

    private boolean isNeeded(long seed) {
        return seed < end && seed < lowestFailing.get();
    }

    private void check(Schedule schedule, ScheduleChecker checker) {
        Optional<BrokenRule> broken = checker.check(schedule);
        if (broken.isPresent()) {
            long seed = schedule.setting().seed();
            if (lowestFailing.accumulateAndGet(seed, Math::min) == seed) {
                System.out.printf(
                        "simulation: seed %d breaks %s; looking for a shorter schedule%n",
                        seed, broken.get().getMessage());
                failures.put(seed, checker.report(schedule, broken.get()));
            }
        }
    }

    private void printProgress(int runs) {
        if (runs % REPORT_EVERY == 0 || runs == count) {
            System.out.printf(
                    "simulation: %d of %d seeds, %.1f seeds per second%n",
                    runs, count, runs * 1e9 / (System.nanoTime() - began));
        }
    }
}
