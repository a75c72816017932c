package org.synchrotron.simulation.world;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.synchrotron.clock.WallClock;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.device.Devices;
import org.synchrotron.simulation.network.Archive;
import org.synchrotron.simulation.network.Ear;
import org.synchrotron.simulation.network.Forger;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Participant;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.Step;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.server.ServerNode;
import org.synchrotron.simulation.server.ServerRewind;
import org.synchrotron.simulation.time.Timeline;

/** Server, network and devices of one run, and the steps that they are taken through. All rules are checked on the way. */
public final class World implements AutoCloseable {

    /** When the virtual time begins, in milliseconds since 1970. */
    private static final long BEGINNING_MS = 1_700_000_000_000L;

    /** Costly to make. */
    private static final MessageCodec CODEC = new MessageCodec();

    private final Timeline timeline = new Timeline();
    private final long seed;
    private final ServerNode server;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, Archive> archives = new LinkedHashMap<>();
    private final Inspector inspector;
    private long chances;

    /** @param directory for the files of the clients */
    public World(Schedule schedule, Postgres postgres, Path directory) {
        seed = schedule.setting().seed();
        WallClock trueTime = () -> BEGINNING_MS + timeline.nowMs();
        inspector = new Inspector(schedule, postgres, timeline, dice("inspector"));
        server = new ServerNode(
                postgres,
                timeline,
                dice("server"),
                CODEC,
                trueTime,
                Application.ofServer(this::chance),
                schedule.setting(),
                inspector);
        Devices maker = new Devices(directory, timeline, trueTime, CODEC, this::chance, this::dial, inspector);
        for (Participant client : schedule.clients()) {
            devices.put(client.name(), maker.make(client, dice(client.name())));
            archives.put(client.name(), new Archive());
        }
    }

    Inspector inspector() {
        return inspector;
    }

    /** {@return the clients' devices by name} */
    public Map<String, Device> devices() {
        return Collections.unmodifiableMap(devices);
    }

    /** {@return the server's log and tables} */
    public ServerView server() {
        return inspector.server();
    }

    /** {@return what the clients have uploaded, in order of arrival} */
    public List<Upload> uploads() {
        return inspector.ledger().uploads();
    }

    /** {@return whether it has nothing pending, and all that its user may see} */
    public boolean hasSynced(Device device) {
        return device.isIdle()
                && device.process()
                        .filter(process -> server().hasNothingFor(
                                        device.user(), process.replica().state().cursor()))
                        .isPresent();
    }

    ServerRewind rewind() {
        return server.rewind();
    }

    /** Chances of its own for everybody, so that leaving out a step changes little else. */
    private Random dice(String whose) {
        return new Random(31 * seed + whose.hashCode());
    }

    private String chance() {
        return Long.toString(chances++);
    }

    private Optional<Link> dial(Device device, Ear ear) {
        if (!server.isUp()) {
            return Optional.empty();
        }
        Ear guest = server.guest(device.user());
        Link link = new Link(
                timeline, dice(device.name() + timeline.nowMs()), archive(device), new Forger(CODEC), ear, guest);
        server.open(guest, link);
        return Optional.of(link);
    }

    private Archive archive(Device device) {
        return archives.computeIfAbsent(device.name(), any -> new Archive());
    }

    /** Does what the step says. */
    public void take(Step step) {
        inspector.note(step.toString());
        if (step instanceof Step.Act act) {
            device(act.client()).execute(act.operation().arguments());
        } else if (step instanceof Step.Serve serve) {
            server.serve(serve.user(), serve.operation().arguments());
        } else if (step instanceof Step.Wait wait) {
            timeline.pass(wait.ms());
        } else if (step instanceof Step.Switch change) {
            change(device(change.client()), change.online());
        } else if (step instanceof Step.Decide decide) {
            device(decide.client()).decide(decide.again());
        } else if (step instanceof Step.Refuse refuse) {
            server.refuseUnknown(refuse.on());
        } else if (step instanceof Step.Die die) {
            device(die.client()).die(die.writes());
        } else {
            trouble(step);
        }
    }

    private void trouble(Step step) {
        if (step instanceof Step.Trouble trouble) {
            device(trouble.client()).link().ifPresent(link -> link.plan(trouble.fault(), trouble.direction()));
        } else if (step instanceof Step.Stray stray) {
            stray(stray);
        } else if (step instanceof Step.Silence silence) {
            device(silence.client()).link().ifPresent(link -> link.silence(timeline.nowMs() + silence.ms()));
        } else if (step instanceof Step.Outage outage) {
            server.outage(outage.ms());
        } else if (step instanceof Step.Restart) {
            server.restart();
        } else {
            server.missNextCommit();
        }
    }

    private void stray(Step.Stray stray) {
        Optional<Link> from = device(stray.from()).link();
        Optional<Link> to = device(stray.to()).link();
        if (from.isPresent() && to.isPresent() && from.get() != to.get()) {
            from.get().planStray(to.get(), stray.direction());
        }
    }

    private static void change(Device device, boolean online) {
        if (online) {
            device.connect();
        } else {
            device.disconnect();
        }
    }

    /** From now on nothing goes wrong any more, and everybody is to be connected. */
    void heal() {
        server.heal();
        devices.values().forEach(Device::heal);
    }

    /** Lets time pass, in milliseconds, with all that happens meanwhile. */
    public void pass(long ms) {
        timeline.pass(ms);
    }

    private Device device(String name) {
        Device device = devices.get(name);
        if (device == null) {
            throw new IllegalArgumentException("no client is called " + name);
        }
        return device;
    }

    @Override
    public void close() {
        devices.values().forEach(Device::close);
    }
}
