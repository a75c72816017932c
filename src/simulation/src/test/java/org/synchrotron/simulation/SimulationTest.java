package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Coverage;
import org.synchrotron.simulation.world.Coverage.Point;
import org.synchrotron.simulation.world.ScheduleRunner;

/**
 * Runs many seeds and requires that none breaks a rule.
 *
 * <p>{@code -Dsimulation.seeds=10000}: the number of seeds, 60 by default. {@code -Dsimulation.first=N}: the first seed, 0 by
 * default. {@code -Dsimulation.threads=N}: the number of parallel runs, by default the number of processors. {@code
 * -Dsimulation.schedule='…'}: runs only this schedule.
 */
class SimulationTest {

    private static final String SCHEDULE = "simulation.schedule";
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 60);
    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final int THREADS =
            Integer.getInteger("simulation.threads", Runtime.getRuntime().availableProcessors());

    /** From this number of seeds on, every coverage point must have been reached. */
    private static final int FULL_COVERAGE_SEEDS = 60;

    /**
     * These need a late arrival between the loss of a role and its return, or after a record became unreadable; {@code LostRoleTest} and
     * {@code UnreadableRecordTest} reach them by given steps.
     */
    private static final Set<Point> RARE = EnumSet.of(
            Point.KEPT_EFFECTS_WITHOUT_ROLE,
            Point.KEPT_FURTHER_VIEWS,
            Point.RAN_AGAIN_WITH_ROLE,
            Point.KEPT_EFFECTS_OF_UNREADABLE);

    private static final int RARE_COVERAGE_SEEDS = 1_000;

    @Test
    @DisabledIfSystemProperty(named = SCHEDULE, matches = ".+")
    void noSeedBreaksARule() throws Exception {
        Coverage coverage = new SeedRunner(FIRST, SEEDS, SeedRunner::schedule).run(THREADS);
        System.out.println("simulation: " + coverage);
        if (SEEDS >= FULL_COVERAGE_SEEDS) {
            assertThat(Arrays.stream(Point.values()))
                    .filteredOn(point -> SEEDS >= RARE_COVERAGE_SEEDS || !RARE.contains(point))
                    .allMatch(point -> coverage.of(point) > 0);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SCHEDULE, matches = ".+")
    void givenScheduleBreaksNoRule() {
        try (Postgres postgres = Postgres.start()) {
            ScheduleRunner runner = new ScheduleRunner(postgres, MemoryDirectory.path());
            Optional<BrokenRule> broken =
                    new ScheduleChecker(runner).check(Schedule.read(System.getProperty(SCHEDULE)));
            System.out.println("simulation: " + runner.coverage());
            assertThat(broken).isEmpty();
        }
    }
}
