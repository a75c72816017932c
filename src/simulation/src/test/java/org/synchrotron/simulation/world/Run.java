package org.synchrotron.simulation.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.rules.RestRules;
import org.synchrotron.simulation.rules.Rule;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;

/** Takes a world through a schedule. */
public final class Run {

    /** How long one round of draining is. */
    private static final long ROUND_MS = 10_000;

    private static final int MOST_ROUNDS = 30;

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
                drain(world);
                rest(world, schedule);
            }
            coverage.add(world.inspector().server().log());
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

    private static void drain(World world) {
        world.heal();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            world.pass(ROUND_MS);
            if (waiting(world).isEmpty()) {
                long head = world.inspector().server().head();
                world.pass(ROUND_MS);
                if (waiting(world).isEmpty() && world.inspector().server().head() == head) {
                    return;
                }
            }
        }
        throw new BrokenRule(
                Rule.REST,
                "after " + MOST_ROUNDS * ROUND_MS / 1000 + " s without faults still busy: "
                        + waiting(world).stream()
                                .map(each -> state(each, world))
                                .toList(),
                null);
    }

    private static List<Device> waiting(World world) {
        return world.devices().values().stream()
                .filter(device ->
                        !device.isIdle() || !hasAll(device, world.inspector().server()))
                .toList();
    }

    private static boolean hasAll(Device device, ServerView server) {
        return device.process()
                .filter(process -> server.hasNothingFor(
                        device.user(), process.replica().state().cursor()))
                .isPresent();
    }

    private static String state(Device device, World world) {
        return device
                + device.process()
                        .map(process -> " at " + process.replica().state().cursor() + " of "
                                + world.inspector().server().head() + " with "
                                + process.replica().pendingCount() + " pending")
                        .orElse(" dead");
    }

    private static void rest(World world, Schedule schedule) {
        Inspector inspector = world.inspector();
        RestRules rules = new RestRules(inspector.server());
        rules.theLogIsWrittenOnce();
        inspector.checkAll(world.devices().values());
        rules.everyRecordIsInTheLog(inspector.ledger().all());
        world.devices()
                .values()
                .forEach(device -> device.process().ifPresent(process -> {
                    rules.theClientsLogIsTheServers(device, process.connection());
                    rules.outcomesAreOfVisibleRecords(device, process.connection());
                }));
        if (!schedule.isImpure()) {
            rules.undoIsExact(world.server().rewind());
        }
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
