package org.synchrotron.bench.run.setup;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.synchrotron.demo.run.machine.Machine;

/** The process of a {@link ChildClient}: connects once, and prints how long it took until it was synced, and how many items it has. */
final class ChildMain {

    private ChildMain() {}

    public static void main(String[] arguments) {
        Machine machine = Machine.real();
        Device.Time time = new Device.Time(machine.clock()::millis, machine.nanoTime(), Duration.parse(arguments[3]));
        String token = requireNonNull(System.getenv(ChildClient.TOKEN));
        try (Replica replica =
                new Replica(new Device(arguments[1], Path.of(arguments[0]), URI.create(arguments[2]), token, time))) {
            double millis = replica.synced();
            System.out.printf(Locale.ROOT, "%.1f %d%n", millis, replica.countItems());
        } catch (GivenUp e) {
            System.out.println(e.why());
            System.exit(1);
        }
        // Threads of the client that is closed may still be there.
        System.exit(0);
    }
}
