package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Coverage;
import org.synchrotron.simulation.world.Run;

/**
 * Runs of many seeds: {@code -Dsimulation.seeds=10000} for as many as wanted, {@code -Dsimulation.first=N} to begin with another
 * than 0, {@code -Dsimulation.threads=N} for another number side by side than there are processors, {@code
 * -Dsimulation.schedule='…'} for the one run of that line.
 */
class SimulationTest {

    private static final String SCHEDULE = "simulation.schedule";
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 300);
    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final int THREADS =
            Integer.getInteger("simulation.threads", Runtime.getRuntime().availableProcessors());

    /** So many seeds come by everything. */
    private static final int ENOUGH = 100;

    @Test
    @DisabledIfSystemProperty(named = SCHEDULE, matches = ".+")
    void noSeedBreaksARule() throws Exception {
        Coverage coverage = new Seeds(FIRST, SEEDS, Seeds::schedule).run(THREADS);
        System.out.println("simulation: " + coverage);
        if (SEEDS >= ENOUGH) {
            assertThat(Arrays.stream(Coverage.Sight.values())).allMatch(sight -> coverage.of(sight) > 0);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SCHEDULE, matches = ".+")
    void theGivenScheduleBreaksNoRule() {
        try (Postgres postgres = Postgres.start()) {
            Run run = new Run(postgres, Memory.directory());
            Optional<BrokenRule> broken = new Findings(run).of(Schedule.read(System.getProperty(SCHEDULE)));
            System.out.println("simulation: " + run.coverage());
            assertThat(broken).isEmpty();
        }
    }
}
