package org.synchrotron.simulation;

import java.util.Optional;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.Shrinker;
import org.synchrotron.simulation.world.ScheduleRunner;

/** Runs schedules, and turns a failure into a report from which it can be run again. Used by one thread. */
final class ScheduleChecker {

    private static final int SHRINKING_RUNS = 400;

    private final ScheduleRunner runner;

    ScheduleChecker(ScheduleRunner runner) {
        this.runner = runner;
    }

    /** {@return the rule that a run of the schedule breaks, or empty if it breaks none} */
    Optional<BrokenRule> check(Schedule schedule) {
        try {
            runner.run(schedule);
            return Optional.empty();
        } catch (BrokenRule broken) {
            return Optional.of(broken);
        }
    }

    /** {@return a schedule that breaks the same rule with as few clients and steps as the shrinker finds} */
    Schedule shrink(Schedule failing, BrokenRule broken) {
        return new Shrinker(
                        candidate -> check(candidate)
                                .filter(other -> other.rule() == broken.rule())
                                .isPresent(),
                        SHRINKING_RUNS)
                .shrink(failing);
    }

    /** {@return the failure with its seed, its shortest schedule, and the command that runs that schedule again} */
    AssertionError report(Schedule failing, BrokenRule broken) {
        Schedule shortest = shrink(failing, broken);
        BrokenRule again = check(shortest).orElse(broken);
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
