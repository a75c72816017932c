package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.rules.Rule;
import org.synchrotron.simulation.schedule.Composer;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Sabotage;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.Setting;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Run;

/** The simulator itself: it repeats itself, and it finds what is broken on purpose. */
class SimulatorTest {

    private static final int FEW = 50;

    private static Postgres postgres;
    private static Run run;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        run = new Run(postgres, Memory.directory());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aSeedIsARun(long seed) {
        Schedule schedule = Seeds.schedule(seed);
        assertThat(run.of(Schedule.read(schedule.toString()))).isEqualTo(run.of(schedule));
    }

    @ParameterizedTest
    @EnumSource(
            value = Sabotage.class,
            names = {"FORGETFUL_FILE", "SECRET_WRITE"})
    void whatIsBrokenOnPurposeIsFoundShrunkAndRunAgainFromItsLine(Sabotage sabotage) {
        Findings findings = new Findings(run);
        Schedule failing = firstFailing(sabotage, findings);
        BrokenRule broken = findings.of(failing).orElseThrow();

        String line = findings.shrunk(failing, broken).toString();

        assertThat(broken.rule())
                .isEqualTo(
                        sabotage == Sabotage.FORGETFUL_FILE
                                ? Rule.NOTHING_LOST_NOTHING_TWICE
                                : Rule.THE_LOG_STAYS_TRUE);
        Schedule again = Schedule.read(line);
        assertThat(again.steps()).as(line).hasSizeLessThanOrEqualTo(8);
        assertThat(findings.of(again)).map(BrokenRule::rule).contains(broken.rule());
    }

    @Test
    void theReportOfAFailureNamesSeedRuleScheduleAndCommand() {
        Findings findings = new Findings(run);
        Schedule failing = firstFailing(Sabotage.SECRET_WRITE, findings);

        assertThat(findings.report(failing, findings.of(failing).orElseThrow()))
                .hasMessageContainingAll(
                        "seed " + failing.setting().seed(),
                        Rule.THE_LOG_STAYS_TRUE.toString(),
                        "-Dsimulation.schedule='" + failing.setting());
    }

    @Test
    void ofSeedsThatRunSideBySideTheLowestThatFailsIsReported() {
        Schedule lowest = firstFailing(Sabotage.FORGETFUL_FILE, new Findings(run));

        assertThatThrownBy(() -> new Seeds(
                                0, FEW, seed -> sabotaged(Composer.compose(seed, Mode.SAFETY), Sabotage.FORGETFUL_FILE))
                        .run(3))
                .hasMessageStartingWith("seed " + lowest.setting().seed() + " ");
    }

    private static Schedule firstFailing(Sabotage sabotage, Findings findings) {
        for (long seed = 0; seed < FEW; seed++) {
            Schedule schedule = sabotaged(Composer.compose(seed, Mode.SAFETY), sabotage);
            Optional<BrokenRule> broken = findings.of(schedule);
            if (broken.isPresent()) {
                return schedule;
            }
        }
        throw new AssertionError(sabotage + " is not found in " + FEW + " seeds");
    }

    private static Schedule sabotaged(Schedule schedule, Sabotage sabotage) {
        Setting setting = schedule.setting();
        return new Schedule(
                new Setting(setting.seed(), setting.mode(), sabotage, setting.portion(), setting.messageBytes()),
                schedule.clients(),
                schedule.steps());
    }
}
