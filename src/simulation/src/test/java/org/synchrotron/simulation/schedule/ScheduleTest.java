package org.synchrotron.simulation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.actions.Operation;

class ScheduleTest {

    @Test
    void readingTheTextOfAScheduleGivesAnEqualSchedule() {
        LongStream.range(0, 500).forEach(seed -> {
            Schedule schedule = ScheduleGenerator.generate(seed, Mode.SAFETY);
            assertThat(Schedule.read(schedule.toString())).isEqualTo(schedule);
        });
    }

    @Test
    void seedsGenerateThreeToTwentyClients() {
        assertThat(LongStream.range(0, 2_000)
                        .mapToInt(seed -> ScheduleGenerator.generate(seed, Mode.SAFETY)
                                .clients()
                                .size())
                        .summaryStatistics())
                .matches(sizes -> sizes.getMin() == 3 && sizes.getMax() == 20 && sizes.getAverage() < 6);
    }

    /** But backups, which {@code RestoreTest} has: after a restore, devices rightly hold what the server does not. */
    @Test
    void everyKindOfStepIsGenerated() {
        assertThat(LongStream.range(0, 200)
                        .boxed()
                        .flatMap(seed -> ScheduleGenerator.generate(seed, Mode.SAFETY).steps().stream())
                        .map(step -> step instanceof Step.Fault fault ? fault.fault() : step.getClass())
                        .distinct())
                .hasSize(NetworkFault.values().length + Step.class.getPermittedSubclasses().length - 2);
    }

    @Test
    void shrinkingKeepsOnlyWhatTheFailureNeeds() {
        Step needed = new Step.ClientAction("a0", Operation.of("add", "p1", 5));
        Schedule schedule = Schedule.read("1 safety none 500 1000 | a0+0 b0-5 c0+7 | wait 1; online b0; wait 2;"
                + " do a0 add p1 5; wait 3; die b0 0; restart; wait 4");

        Schedule shrunk = new Shrinker(candidate -> candidate.steps().contains(needed), 100).shrink(schedule);

        assertThat(shrunk.steps()).isEqualTo(List.of(needed));
        assertThat(shrunk.clients()).containsExactly(new Participant("a0", 0, Application.PRESENT));
    }
}
