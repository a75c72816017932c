package org.synchrotron.simulation.device;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.clock.WallClock;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.schedule.Participant;
import org.synchrotron.simulation.schedule.RowSetting;
import org.synchrotron.simulation.time.Timeline;

/**
 * Makes devices.
 *
 * @param directory for their files
 * @param rows how much of the log the clients keep
 * @param chance gives another text at each call, for the impure action
 */
public record Devices(
        Path directory,
        Timeline timeline,
        WallClock trueTime,
        MessageCodec codec,
        Supplier<String> chance,
        Connector connector,
        DeviceEvents events,
        RowSetting rows) {

    /** {@return a device with a new file} */
    public Device make(Participant participant, Random random) {
        Make make = new Make(
                directory.resolve(participant.name() + ".db"),
                participant.name(),
                participant.user(),
                Application.ofClient(chance, author -> isFragile(participant) && !author.equals(participant.user())),
                codec,
                () -> Math.max(0, trueTime.millis() + participant.skewMs()),
                ids(participant),
                timeline,
                connector,
                keeping());
        return new Device(participant, make, random, events);
    }

    private LogKeeping keeping() {
        return rows.history()
                ? LogKeeping.DEFAULT.withHistory(Duration.ofSeconds(rows.keep()))
                : new LogKeeping(LogKeeping.DEFAULT.own(), null, rows.keep());
    }

    /** The fragile action throws on each user's second, fourth, … device, unless its author owns the device. */
    private static boolean isFragile(Participant participant) {
        return Integer.parseInt(participant.name().substring(1)) % 2 == 1;
    }

    /** Random, but the same in every run; the sequence continues after a process has died. */
    private static Supplier<UUID> ids(Participant participant) {
        Random random = new Random(participant.name().hashCode());
        return () -> new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | (1L << 63));
    }
}
