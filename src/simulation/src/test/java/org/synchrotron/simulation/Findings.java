package org.synchrotron.simulation;

import java.util.Optional;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.Shrinker;
import org.synchrotron.simulation.world.Run;

/** Runs schedules, and makes of a failure what somebody needs who wants to see it again. */
final class Findings {

    private static final int SHRINKING_RUNS = 400;

    private final Run run;

    Findings(Run run) {
        this.run = run;
    }

    /** {@return what the schedule breaks} */
    Optional<BrokenRule> of(Schedule schedule) {
        try {
            run.of(schedule);
            return Optional.empty();
        } catch (BrokenRule broken) {
            return Optional.of(broken);
        }
    }

    /** {@return a schedule that breaks the same rule, with as little as possible} */
    Schedule shrunk(Schedule failing, BrokenRule broken) {
        return new Shrinker(
                        candidate -> of(candidate)
                                .filter(other -> other.rule() == broken.rule())
                                .isPresent(),
                        SHRINKING_RUNS)
                .shrink(failing);
    }

    /** {@return the failure with its seed, its shortest schedule and the command that runs that again} */
    AssertionError report(Schedule failing, BrokenRule broken) {
        Schedule shortest = shrunk(failing, broken);
        BrokenRule again = of(shortest).orElse(broken);
        return new AssertionError(
                """
                seed %d (%s) breaks %s
                schedule: %s
                run it again: mvn -pl src/simulation -am verify -Dtest=SimulationTest \
                -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.schedule='%s'""".formatted(
                        failing.setting().seed(), failing.setting().mode(), again.getMessage(), shortest, shortest),
                again);
    }
}
