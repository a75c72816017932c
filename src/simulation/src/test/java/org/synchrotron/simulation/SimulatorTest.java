package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.rules.Rule;
import org.synchrotron.simulation.schedule.InjectedDefect;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.ScheduleGenerator;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.ScheduleRunner;

/** Tests the simulator itself: a run is repeatable, and injected defects are found. */
class SimulatorTest {

    private static final int MOST_SEEDS = 50;

    private static Postgres postgres;
    private static ScheduleRunner runner;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        runner = new ScheduleRunner(postgres, MemoryDirectory.path());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aSeedAlwaysGivesTheSameRun(long seed) {
        Schedule schedule = SeedRunner.schedule(seed);
        assertThat(runner.run(Schedule.read(schedule.toString()))).isEqualTo(runner.run(schedule));
    }

    @ParameterizedTest
    @EnumSource(
            value = InjectedDefect.class,
            names = {"FORGETFUL_FILE", "SECRET_WRITE"})
    void injectedDefectIsFoundAndShrunkAndItsScheduleFailsAgain(InjectedDefect defect) {
        ScheduleChecker checker = new ScheduleChecker(runner);
        Schedule failing = firstFailing(defect, checker);
        BrokenRule broken = checker.check(failing).orElseThrow();

        String line = checker.shrink(failing, broken).toString();

        // The rows of a record that is lost are still there: with nothing pending, that breaks the fold, too.
        assertThat(broken.rule())
                .isIn(
                        defect == InjectedDefect.FORGETFUL_FILE
                                ? Set.of(Rule.NOTHING_LOST_NOTHING_TWICE, Rule.KNOWN_BEATS_COMPUTED)
                                : Set.of(Rule.THE_LOG_STAYS_TRUE));
        Schedule again = Schedule.read(line);
        assertThat(again.steps()).as(line).hasSizeLessThanOrEqualTo(10);
        assertThat(checker.check(again)).map(BrokenRule::rule).contains(broken.rule());
    }

    @Test
    void failureReportNamesSeedRuleScheduleAndCommand() {
        ScheduleChecker checker = new ScheduleChecker(runner);
        Schedule failing = firstFailing(InjectedDefect.SECRET_WRITE, checker);

        assertThat(checker.report(failing, checker.check(failing).orElseThrow()))
                .hasMessageContainingAll(
                        "seed " + failing.setting().seed(),
                        Rule.THE_LOG_STAYS_TRUE.toString(),
                        "-Dsimulation.schedule='" + failing.setting());
    }

    @Test
    void parallelRunsReportTheLowestFailingSeed() {
        Schedule lowest = firstFailing(InjectedDefect.SECRET_WRITE, new ScheduleChecker(runner));

        assertThatThrownBy(() -> new SeedRunner(
                                0,
                                MOST_SEEDS,
                                seed -> withDefect(
                                        ScheduleGenerator.generate(seed, Mode.SAFETY), InjectedDefect.SECRET_WRITE))
                        .run(3))
                .hasMessageStartingWith("seed " + lowest.setting().seed() + " ");
    }

    private static Schedule firstFailing(InjectedDefect defect, ScheduleChecker checker) {
        for (long seed = 0; seed < MOST_SEEDS; seed++) {
            Schedule schedule = withDefect(ScheduleGenerator.generate(seed, Mode.SAFETY), defect);
            Optional<BrokenRule> broken = checker.check(schedule);
            if (broken.isPresent()) {
                return schedule;
            }
        }
        throw new AssertionError(defect + " is not found in " + MOST_SEEDS + " seeds");
    }

    private static Schedule withDefect(Schedule schedule, InjectedDefect defect) {
        return new Schedule(schedule.setting().with(defect), schedule.clients(), schedule.steps());
    }
}
