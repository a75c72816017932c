package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.ScheduleRunner;

/**
 * Counts the seeds that break a rule and prints the first of them, for {@code mutants/run}. The runs are those of {@link
 * SimulationTest}, which stops at the first failure.
 *
 * <p>{@code -Dsimulation.counted=100}: the number of seeds that always run. {@code -Dsimulation.seeds=1000}: while no seed has
 * broken a rule, further seeds run, up to this number.
 *
 * <p>Its name does not end in {@code Test}, so that the ordinary build does not run it.
 */
class FailingSeedCounter {

    private static final int COUNTED = Integer.getInteger("simulation.counted", 100);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);

    private record Failure(Schedule schedule, BrokenRule broken) {}

    @Test
    void noSeedBreaksARule() {
        try (Postgres postgres = Postgres.start()) {
            ScheduleChecker checker = new ScheduleChecker(new ScheduleRunner(postgres, MemoryDirectory.path()));
            List<Failure> failures = new ArrayList<>();
            int done = 0;
            while (done < COUNTED || (failures.isEmpty() && done < SEEDS)) {
                Failure failure = run(done++, checker);
                if (failure != null) {
                    failures.add(failure);
                }
            }
            System.out.println("failing seeds: " + (failures.isEmpty() ? "none" : first(failures.get(0), checker))
                    + "; " + failures.size() + " of " + done + " seeds");
            assertThat(failures.size()).as("seeds that break a rule").isZero();
        }
    }

    private static @Nullable Failure run(int seed, ScheduleChecker checker) {
        Schedule schedule = SeedRunner.schedule(seed);
        return checker.check(schedule)
                .map(broken -> new Failure(schedule, broken))
                .orElse(null);
    }

    private static String first(Failure first, ScheduleChecker checker) {
        Schedule shortest = checker.shrink(first.schedule(), first.broken());
        System.out.println("shortest schedule: " + shortest);
        System.out.println("broken rule: "
                + checker.check(shortest).map(BrokenRule::getMessage).orElse("none when run again"));
        return "seed " + first.schedule().setting().seed() + ": "
                + first.broken().rule() + "; " + shortest.steps().size() + " steps";
    }
}
