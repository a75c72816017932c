package org.synchrotron.it.faults;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.CuttableProxy;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.TestSettings;
import org.synchrotron.it.kit.World;

/** A project whose members have devices in processes of their own, behind one network, and work. One thread may use it. */
final class Site implements AutoCloseable {

    private static final int TODOS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(Phase.SECONDS);

    private final World world;
    private final FaultyNode node;
    private final Path directory;
    private final SmallDisk disk;
    private final SpareProcess processes = new SpareProcess();
    private final CuttableProxy network;
    private final Random chance;
    private final List<String> todos = new ArrayList<>();
    private final List<FaultyDevice> devices = new ArrayList<>();
    private final List<FaultyDevice> guests = new ArrayList<>();
    private final Map<Phase, Long> steps = new EnumMap<>(Phase.class);

    /** Creates the project with some todos, and starts the devices. */
    Site(FaultyNode node, int members, long seed) {
        this.node = node;
        this.chance = new Random(seed);
        this.directory = newDirectory();
        this.disk = new SmallDisk(directory.resolve("small-disk"));
        this.world = new World(node.process().uri());
        this.network = world.network();
        createTodos();
        for (int i = 0; i < members; i++) {
            Path place = i == 0 ? disk.directory() : directory;
            devices.add(device(world.person("user" + i), place).start());
        }
        devices.forEach(device -> device.ask("synced " + Phase.SECONDS));
    }

    private static Path newDirectory() {
        try {
            Path directory = Files.createTempDirectory(TestSettings.temporaryDirectory(), "faults");
            Files.createDirectory(directory.resolve("small-disk"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createTodos() {
        Device first = world.member("first").online();
        for (int i = 0; i < TODOS; i++) {
            todos.add(first.<String>does(world.todo("todo " + i)).result());
        }
        first.awaitSynced().switchOff();
    }

    private FaultyDevice device(String user, Path place) {
        return new FaultyDevice(
                user,
                place.resolve(user + ".db"),
                network.through(node.process().uri()),
                processes,
                new Ledger());
    }

    String project() {
        return world.project();
    }

    Path directory() {
        return directory;
    }

    FaultyNode node() {
        return node;
    }

    /** {@return the disk of the first device} */
    SmallDisk disk() {
        return disk;
    }

    CuttableProxy network() {
        return network;
    }

    /** {@return some todo} */
    String todo() {
        return todos.get(chance.nextInt(TODOS));
    }

    List<FaultyDevice> devices() {
        return devices;
    }

    /** A device takes part until all have come to rest. */
    void visitedBy(FaultyDevice guest) {
        devices.add(guest);
        guests.add(guest);
    }

    /** The guests leave. */
    void bidFarewell() {
        guests.forEach(FaultyDevice::close);
        devices.removeAll(guests);
        guests.clear();
    }

    FaultyDevice victim(Random choice) {
        return devices.get(choice.nextInt(devices.size()));
    }

    /** Lets all devices work. */
    void work() {
        devices.forEach(device -> device.ask("work " + chance.nextLong()));
    }

    /** Ends the work. */
    void rest() {
        devices.forEach(device -> device.ask("rest"));
    }

    /** Waits until the devices have begun so many more actions. */
    void awaitActions(int more) {
        int enough = begun() + more;
        Await.until("the devices go on working", () -> begun() >= enough);
    }

    private int begun() {
        return devices.stream().mapToInt(device -> device.ledger().begun()).sum();
    }

    /** Notes how many steps a phase took; null if its process ended within it. */
    void noteSteps(Phase phase, @Nullable String taken) {
        if (taken != null) {
            steps.put(phase, Long.valueOf(taken));
        }
    }

    /** {@return about how many steps a phase takes} */
    long steps(Phase phase) {
        return steps.getOrDefault(phase, phase.steps());
    }

    /** {@return whether all devices, which rest, have nothing left to send or receive, and hold the server's rows} */
    boolean drains() {
        return devices.stream().allMatch(device -> Boolean.parseBoolean(device.ask("synced " + Phase.SECONDS)))
                && Await.happens(
                        "all have the server's rows",
                        PATIENCE,
                        () -> devices.stream().allMatch(FaultyDevice::isEqual));
    }

    /** {@return what the devices have said of their troubles since this was asked before, a line each} */
    String newTroubles() {
        return devices.stream()
                .map(device -> "  " + device + ": " + device.newTroubles() + "\n")
                .collect(joining());
    }

    /** Starts all anew, because some are stuck. */
    void restart() {
        for (FaultyDevice device : devices) {
            System.out.println(device + " is stuck: " + device.ask("status"));
            device.kill();
            device.start();
        }
    }

    /** {@return how many promises of devices were broken since this was asked before, and how many todos the server has miscounted} */
    int newlyBroken() {
        return devices.stream().mapToInt(FaultyDevice::newlyBroken).sum() + ServerDatabase.miscountedTodos(project());
    }

    @Override
    public void close() {
        devices.forEach(FaultyDevice::close);
        processes.close();
        world.close();
        disk.close();
    }
}
