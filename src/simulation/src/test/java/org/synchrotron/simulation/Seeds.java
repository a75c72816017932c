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
import org.synchrotron.simulation.schedule.Composer;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Coverage;
import org.synchrotron.simulation.world.Run;

/**
 * Runs seeds side by side. A run is in one thread, and a thread has a database of its own. Seeds are taken in their order, so the
 * lowest one that breaks a rule is found whatever the threads do.
 */
final class Seeds {

    private static final int REPORT_EVERY = 50;

    private final LongFunction<Schedule> schedules;
    private final long end;
    private final int count;
    private final AtomicLong next;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong lowestFailing = new AtomicLong(Long.MAX_VALUE);
    private final Map<Long, AssertionError> failures = new ConcurrentSkipListMap<>();
    private final long began = System.nanoTime();

    /** @param schedules the schedule of a seed */
    Seeds(long first, int count, LongFunction<Schedule> schedules) {
        this.schedules = schedules;
        this.end = first + count;
        this.count = count;
        this.next = new AtomicLong(first);
    }

    /** {@return the schedule of a seed} Every second seed asks for safety, the others for liveness. */
    static Schedule schedule(long seed) {
        return Composer.compose(seed, seed % 2 == 0 ? Mode.SAFETY : Mode.LIVENESS);
    }

    /**
     * {@return what the runs came by}
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
            Run run = new Run(postgres, Memory.directory());
            Findings findings = new Findings(run);
            for (long seed = next.getAndIncrement(); isWanted(seed); seed = next.getAndIncrement()) {
                require(schedules.apply(seed), findings);
                tell(done.incrementAndGet());
            }
            return run.coverage();
        }
    }

    private boolean isWanted(long seed) {
        return seed < end && seed < lowestFailing.get();
    }

    private void require(Schedule schedule, Findings findings) {
        Optional<BrokenRule> broken = findings.of(schedule);
        if (broken.isPresent()) {
            long seed = schedule.setting().seed();
            if (lowestFailing.accumulateAndGet(seed, Math::min) == seed) {
                failures.put(seed, findings.report(schedule, broken.get()));
            }
        }
    }

    private void tell(int runs) {
        if (runs % REPORT_EVERY == 0 || runs == count) {
            System.out.printf(
                    "simulation: %d of %d seeds, %.1f seeds per second%n",
                    runs, count, runs * 1e9 / (System.nanoTime() - began));
        }
    }
}
