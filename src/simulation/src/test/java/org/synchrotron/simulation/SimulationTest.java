package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Composer;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Coverage;
import org.synchrotron.simulation.world.Run;

/**
 * Runs of many seeds: {@code -Dsimulation.seeds=10000} for as many as wanted, {@code -Dsimulation.first=N} to begin with another
 * than 0, {@code -Dsimulation.schedule='…'} for the one run of that line.
 */
class SimulationTest {

    private static final String SCHEDULE = "simulation.schedule";
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 300);
    private static final int FIRST = Integer.getInteger("simulation.first", 0);
    private static final int REPORT_EVERY = 50;

    /** So many seeds come by everything. */
    private static final int ENOUGH = 100;

    private static Postgres postgres;
    private static Run run;
    private static Findings findings;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        run = new Run(postgres, Memory.directory());
        findings = new Findings(run);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** Every second seed asks for safety, the others for liveness. */
    @Test
    @DisabledIfSystemProperty(named = SCHEDULE, matches = ".+")
    void noSeedBreaksARule() {
        long began = System.nanoTime();
        for (int done = 0; done < SEEDS; done++) {
            int seed = FIRST + done;
            requireSound(Composer.compose(seed, seed % 2 == 0 ? Mode.SAFETY : Mode.LIVENESS));
            if ((done + 1) % REPORT_EVERY == 0 || done + 1 == SEEDS) {
                System.out.printf(
                        "simulation: %d of %d seeds, %.1f seeds per second%n",
                        done + 1, SEEDS, (done + 1) * 1e9 / (System.nanoTime() - began));
            }
        }
        System.out.println("simulation: " + run.coverage());
        if (SEEDS >= ENOUGH) {
            assertThat(Arrays.stream(Coverage.Sight.values()))
                    .allMatch(sight -> run.coverage().of(sight) > 0);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SCHEDULE, matches = ".+")
    void theGivenScheduleBreaksNoRule() {
        Optional<BrokenRule> broken = findings.of(Schedule.read(System.getProperty(SCHEDULE)));
        System.out.println("simulation: " + run.coverage());
        assertThat(broken).isEmpty();
    }

    private static void requireSound(Schedule schedule) {
        findings.of(schedule).ifPresent(broken -> {
            throw findings.report(schedule, broken);
        });
    }
}
