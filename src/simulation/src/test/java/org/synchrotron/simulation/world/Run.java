package org.synchrotron.simulation.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.rules.Rule;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;

/** Takes a world through a schedule. */
public final class Run {

    private final Postgres postgres;
    private final Path parent;
    private final Coverage coverage = new Coverage();

    /** @param parent where runs make and delete directories for their files; best in memory */
    public Run(Postgres postgres, Path parent) {
        this.postgres = postgres;
        this.parent = parent;
    }

    /**
     * {@return what happened, as a hash}
     *
     * @throws BrokenRule if a rule was broken, or anything failed that was not made to
     */
    public String of(Schedule schedule) {
        Path directory = directory();
        postgres.empty();
        try (World world = new World(schedule, postgres, directory)) {
            schedule.steps().forEach(world::take);
            if (schedule.setting().mode() == Mode.LIVENESS) {
                new Rest(world, schedule.isImpure()).reach();
            }
            coverage.add(world.inspector().server().log());
            world.inspector().shelves().count(coverage);
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

    /** {@return what all runs so far came by} */
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
