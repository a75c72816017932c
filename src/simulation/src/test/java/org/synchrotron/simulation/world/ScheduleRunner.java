package org.synchrotron.simulation.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.synchrotron.simulation.oracle.KeptEffects;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.rules.Rule;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Coverage.Point;

/** Runs schedules, one after another, each in a world of its own. Used by one thread. */
public final class ScheduleRunner {

    private final Postgres postgres;
    private final Path parent;
    private final Coverage coverage = new Coverage();

    /**
     * @param postgres the database of all runs
     * @param parent where runs create and delete directories for their files; preferably in memory
     */
    public ScheduleRunner(Postgres postgres, Path parent) {
        this.postgres = postgres;
        this.parent = parent;
    }

    /**
     * {@return a hash of all events of the run}
     *
     * @throws BrokenRule if a rule was broken, or anything failed without a simulated fault
     */
    public String run(Schedule schedule) {
        Path directory = directory();
        postgres.empty();
        try (World world = new World(schedule, postgres, directory)) {
            schedule.steps().forEach(world::perform);
            if (schedule.setting().mode() == Mode.LIVENESS) {
                new DrainCheck(world, schedule.isImpure()).run();
            }
            coverage.add(world.inspector().server().log());
            coverage.count(
                    Point.LATE_BEFORE_FURTHER_VIEWS, world.inspector().server().beforeViews());
            coverage.count(
                    Point.LATE_BEFORE_FORMER_GRANTS, world.inspector().server().formerGrants());
            coverage.count(Point.REMOVED, world.server().removed().count());
            coverage.count(Point.SHARED_COMMITS, world.sharedCommits());
            KeptEffects kept = world.server().keptEffects();
            coverage.count(Point.KEPT_EFFECTS_WITHOUT_ROLE, kept.differing());
            coverage.count(Point.RAN_AGAIN_WITH_ROLE, kept.returns());
            coverage.count(Point.KEPT_FURTHER_VIEWS, kept.differingViews());
            coverage.count(Point.UNREADABLE_RECORDS, kept.unreadable().size());
            coverage.count(Point.KEPT_EFFECTS_OF_UNREADABLE, kept.differingUnreadable());
            coverage.count(Point.WORK_IN_THE_FOUNDING_UPLOAD, world.server().workedInFounded());
            coverage.count(Point.FAILED_TRANSACTIONS, world.failures());
            world.inspector().programs().end(world.server());
            coverage.add(world.inspector().coverage());
            world.inspector().quarantine().count(coverage);
            return world.inspector().trace().hash();
        } catch (RuntimeException e) {
            throw new BrokenRule(Rule.FAILURE, String.valueOf(e), e);
        } catch (BrokenRule e) {
            throw e;
        } catch (AssertionError e) {
            throw new BrokenRule(Rule.FAILURE, String.valueOf(e), e);
        } finally {
            delete(directory);
        }
    }

    /** {@return what all runs so far have covered} */
    public Coverage coverage() {
        return coverage;
    }

    private Path directory() {
        try {
            return Files.createTempDirectory(parent, "synchrotron-simulation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
