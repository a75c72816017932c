package org.synchrotron.simulation.device;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.engine.SyncClient;
import org.synchrotron.client.perform.Performed;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Participant;
import org.synchrotron.simulation.time.Timeline;

/** A user's device: starts a client's process, uses it as an application does, and starts a new process when that has died. */
public final class Device {

    static final Duration FIRST_WAIT = Duration.ofMillis(200);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final int LONGEST_REST_MS = 3_000;

    private final Participant self;
    private final Make make;
    private final Timeline timeline;
    private final Random random;
    private final DeviceEvents events;

    private @Nullable ClientProcess process;
    private @Nullable Throwable failure;
    private boolean wanted;
    private int generation;

    Device(Participant self, Make make, Random random, DeviceEvents events) {
        this.self = self;
        this.make = make;
        this.timeline = make.timeline();
        this.random = random;
        this.events = events;
        this.generation = self.generation();
        this.process = startProcess();
    }

    public String name() {
        return self.name();
    }

    public String user() {
        return self.user();
    }

    /** {@return its process, unless that is dead at present} */
    public Optional<ClientProcess> process() {
        return Optional.ofNullable(process);
    }

    /** {@return its connection, if there is one} */
    public Optional<Link> link() {
        return process().flatMap(ClientProcess::link);
    }

    /** {@return whether it has the server's welcome on its present connection} */
    public boolean isGreeted() {
        return process != null && process.isGreeted();
    }

    /** {@return whether it has the server's welcome, and nothing pending} */
    public boolean isIdle() {
        return process != null && process.isGreeted() && process.replica().pendingCount() == 0;
    }

    /** {@return the record of an action that it executes, if there is a process that survives that; a refusal records nothing} */
    public Optional<ActionRecord> execute(Record arguments) {
        ClientProcess present = process;
        if (present == null) {
            return Optional.empty();
        }
        try {
            Optional<Performed<Object>> performed = present.call(client -> client.perform(arguments));
            if (process == present) {
                performed.ifPresent(done -> events.executed(this, done.record()));
            }
            return performed.map(Performed::record);
        } catch (ActionRejected refused) {
            // The caller is told, and nothing is recorded.
            return Optional.empty();
        }
    }

    /** Retries or discards the first refused record, if there is one, as an application does. */
    public void decide(boolean again) {
        if (process == null) {
            return;
        }
        Optional<QuarantinedRecord> refused = process.replica().refused().all().stream()
                .filter(QuarantinedRecord::isRefused)
                .findFirst();
        refused.ifPresent(record -> {
            if (again) {
                retry(record);
            } else {
                discard(record);
            }
        });
    }

    private void retry(QuarantinedRecord record) {
        events.retrying(this, record.id().value());
        use(client -> client.retry(record.id()));
    }

    private void discard(QuarantinedRecord record) {
        events.discarding(this, record.id().value());
        use(client -> client.discard(record.id()));
    }

    /** A message reached its process, which has not read it yet. */
    void heard(String text) {
        events.heard(this, text);
    }

    /** Keeps the device connected from now on. */
    public void connect() {
        if (!wanted) {
            wanted = true;
            use(SyncClient::connect);
        }
    }

    /** Keeps the device disconnected from now on. */
    public void disconnect() {
        wanted = false;
        use(SyncClient::disconnect);
    }

    /** Ends the process after so many writes of its next transaction; 0 for at once. A new one starts after a while. */
    public void die(int writes) {
        if (process == null) {
            return;
        }
        if (writes == 0) {
            fall();
        } else {
            process.planCrash(writes);
        }
    }

    /**
     * Ends the process at once. A program of the next generation starts after a while.
     *
     * @return whether there is such a program
     */
    public boolean upgrade() {
        boolean later = Application.hasLater(generation);
        if (later) {
            generation++;
            die(0);
        }
        return later;
    }

    /** {@return whether its file was begun by an older program} */
    public boolean isUpgraded() {
        return generation > self.generation();
    }

    /** {@return the generation of its program} */
    public int generation() {
        return generation;
    }

    /** The application asks for all rows anew. */
    public void renew() {
        use(SyncClient::rebase);
    }

    /** The log is cut now, whatever the client may keep. */
    public void cutLog() {
        if (process != null) {
            process.cutLog();
        }
    }

    /** Ends all faults, and keeps the device connected from now on. */
    public void heal() {
        if (process == null) {
            start();
        } else if (process.isToDie()) {
            fall();
        }
        link().ifPresent(Link::heal);
        wanted = true;
        // Also a client that has given up: the welcome of another user has strayed to it.
        use(SyncClient::connect);
    }

    /** The run is over. */
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private interface Use {
        void of(SyncClient client);
    }

    private void use(Use use) {
        if (process != null) {
            process.call(client -> {
                use.of(client);
                return client;
            });
        }
    }

    private ClientProcess startProcess() {
        return ClientProcess.start(
                make, generation, this, random, new TransactionReports(this, events, this::failed), this::taskEnded);
    }

    private void start() {
        if (process == null) {
            process = startProcess();
            events.reopened(this);
            process.forgetWrites();
            if (wanted) {
                use(SyncClient::connect);
            }
        }
    }

    private void fall() {
        requireNonNull(process).die();
        process = null;
        timeline.after(random.nextInt(LONGEST_REST_MS), this::start);
    }

    /** Runs between two tasks of the process: it may die now, and its work is checked. */
    private void taskEnded() {
        rethrowFailure();
        ClientProcess present = requireNonNull(process);
        if (present.isToDie()) {
            fall();
        } else if (present.hasWritten()) {
            events.stepEnded(this);
            present.forgetWrites();
        }
    }

    private void rethrowFailure() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
