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
import org.synchrotron.simulation.actions.Memberships;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.device.Devices;
import org.synchrotron.simulation.network.Archive;
import org.synchrotron.simulation.network.Forger;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.network.Receiver;
import org.synchrotron.simulation.oracle.FileState;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Participant;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.Step;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.server.ServerNode;
import org.synchrotron.simulation.server.ServerParts;
import org.synchrotron.simulation.server.ServerRewind;
import org.synchrotron.simulation.time.Timeline;

/** The server, network and devices of one run. It performs steps; all rules are checked meanwhile. Used by one thread. */
public final class World implements AutoCloseable {

    /** The start of the virtual time, in milliseconds since 1970. */
    private static final long BEGINNING_MS = 1_700_000_000_000L;

    /** Expensive to create. */
    private static final MessageCodec CODEC = new MessageCodec();

    private final Timeline timeline = new Timeline();
    private final long seed;
    private final ServerNode server;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, Archive> archives = new LinkedHashMap<>();
    private final Memberships memberships = new Memberships();
    private final ActionSteps actions;
    private final DatabaseFaults faults;
    private final Postgres postgres;
    private final Inspector inspector;
    private long distinctTexts;

    /** @param directory for the files of the clients */
    public World(Schedule schedule, Postgres postgres, Path directory) {
        this.postgres = postgres;
        seed = schedule.setting().seed();
        WallClock trueTime = () -> BEGINNING_MS + timeline.nowMs();
        inspector = new Inspector(schedule, postgres, memberships, CODEC, timeline, random("inspector"));
        server = new ServerNode(
                postgres,
                timeline,
                random("server"),
                ServerParts.of(Application.ofServer(this::distinctText), CODEC, trueTime, schedule.setting()),
                inspector);
        actions = new ActionSteps(server);
        faults = new DatabaseFaults(postgres, inspector.server());
        Devices factory = new Devices(
                directory,
                timeline,
                trueTime,
                CODEC,
                this::distinctText,
                this::connect,
                inspector,
                schedule.setting().rows());
        for (Participant client : schedule.clients()) {
            devices.put(client.name(), factory.make(client, random(client.name())));
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

    /** {@return how many of the server's transactions accepted more than one upload} */
    int sharedCommits() {
        return server.sharedCommits();
    }

    /** {@return the server's log and tables} */
    public ServerView server() {
        return inspector.server();
    }

    /** {@return the uploads that reached the server, in order of arrival} */
    public List<Upload> uploads() {
        return inspector.executedRecords().uploads();
    }

    /** {@return whether the device is connected, has nothing pending, and has received all that its user may see} */
    public boolean hasSynced(Device device) {
        return device.isIdle()
                && device.process()
                        .filter(process -> server().hasBroughtAll(device.user(), FileState.in(process.connection())))
                        .isPresent();
    }

    /** {@return how many transactions of the server a simulated failure has ended} */
    long failures() {
        return server.failures();
    }

    ServerRewind rewind() {
        return server.rewind();
    }

    /** Each part has its own source of chance, so that a schedule with one step less runs nearly the same. */
    private Random random(String part) {
        return new Random(31 * seed + part.hashCode());
    }

    private String distinctText() {
        return Long.toString(distinctTexts++);
    }

    private Optional<Link> connect(Device device, Receiver receiver) {
        if (!server.isUp()) {
            return Optional.empty();
        }
        Receiver serverEnd = server.newEnd(device.user());
        Link link = new Link(
                timeline,
                random(device.name() + timeline.nowMs()),
                archive(device),
                new Forger(CODEC),
                receiver,
                serverEnd);
        server.open(serverEnd, link);
        return Optional.of(link);
    }

    private Archive archive(Device device) {
        return archives.computeIfAbsent(device.name(), any -> new Archive());
    }

    /** Performs a step. */
    public void perform(Step step) {
        inspector.note(step.toString());
        if (step instanceof Step.ClientAction action) {
            actions.execute(action, device(action.client()));
        } else if (step instanceof Step.ServerAction action) {
            actions.serve(action);
        } else if (step instanceof Step.Membership change) {
            change(change);
        } else if (step instanceof Step.DatabaseRole role) {
            faults.changeRole(role.user(), role.held());
        } else if (step instanceof Step.Wait wait) {
            timeline.pass(wait.ms());
        } else if (step instanceof Step.Connectivity change) {
            setOnline(device(change.client()), change.online());
        } else if (step instanceof Step.Decision decision) {
            device(decision.client()).decide(decision.retry());
        } else if (step instanceof Step.Renewal renewal) {
            device(renewal.client()).renew();
        } else if (step instanceof Step.Cut cut) {
            device(cut.client()).cutLog();
        } else if (step instanceof Step.Upgrade upgrade) {
            inspector.programs().upgrade(device(upgrade.client()));
        } else if (step instanceof Step.Retire retire) {
            server.retire(Application.tags(retire.operations()));
        } else if (step instanceof Step.Migration migration) {
            server.migrate(migration.migration().sql());
        } else if (step instanceof Step.Withdrawal withdrawal) {
            faults.withdraw(withdrawal.back());
            server.withdrawalAsked();
        } else if (step instanceof Step.Removal removal) {
            inspector.server().removed().add(() -> server.removeOld(removal.ageMs()));
        } else if (step instanceof Step.Backup backup) {
            perform(backup);
        } else if (step instanceof Step.Crash crash) {
            device(crash.client()).die(crash.writes());
        } else {
            performFault(step);
        }
    }

    private void perform(Step.Backup step) {
        if (!step.restored()) {
            server.backUp(postgres);
        } else if (server.restore(postgres)) {
            inspector.restored();
        }
    }

    private void change(Step.Membership step) {
        boolean joins = step.member() && !memberships.of(step.user()).contains(step.audience());
        if (joins) {
            devices.values().stream()
                    .filter(device -> device.user().equals(step.user()))
                    .forEach(device -> inspector.joined(device, step.audience()));
        }
        memberships.change(step.user(), step.audience(), step.member());
        postgres.changeMembership(step.user(), step.audience(), step.member());
        server.membershipsChanged();
    }

    private void performFault(Step step) {
        if (step instanceof Step.Fault fault) {
            device(fault.client()).link().ifPresent(link -> link.plan(fault.fault(), fault.direction()));
        } else if (step instanceof Step.Misdirect misdirect) {
            misdirect(misdirect);
        } else if (step instanceof Step.Silence silence) {
            device(silence.client()).link().ifPresent(link -> link.silence(timeline.nowMs() + silence.ms()));
        } else if (step instanceof Step.FailedWrite failure) {
            faults.failWrite(failure);
        } else if (step instanceof Step.Spoil spoil) {
            faults.spoil(spoil.back());
        } else {
            server.perform(step);
        }
    }

    private void misdirect(Step.Misdirect step) {
        Optional<Link> from = device(step.from()).link();
        Optional<Link> to = device(step.to()).link();
        if (from.isPresent() && to.isPresent() && from.get() != to.get()) {
            from.get().planStray(to.get(), step.direction());
        }
    }

    private static void setOnline(Device device, boolean online) {
        if (online) {
            device.connect();
        } else {
            device.disconnect();
        }
    }

    /** Ends all faults and connects all devices. */
    void heal() {
        server.heal();
        faults.heal();
        devices.values().forEach(Device::heal);
    }

    /** Lets so many milliseconds of virtual time pass, and performs the events of that time. */
    public void pass(long ms) {
        timeline.pass(ms);
    }

    private Device device(String name) {
        Device device = devices.get(name);
        if (device == null) {
            throw new IllegalArgumentException("there is no client named " + name);
        }
        return device;
    }

    @Override
    public void close() {
        devices.values().forEach(Device::close);
    }
}
