package org.synchrotron.simulation.device;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.Backoff;
import org.synchrotron.client.engine.Reaction;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.engine.SyncSession;
import org.synchrotron.client.perform.Performed;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.simulation.device.ClientProcess.Make;
import org.synchrotron.simulation.network.Ear;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Direction;
import org.synchrotron.simulation.schedule.Participant;
import org.synchrotron.simulation.time.Timeline;

/**
 * Somebody's device: runs a client's process, and keeps a connection while one is wanted, in the way of the client's own loop,
 * which has threads and sockets and cannot be used here.
 */
public final class Device {

    private static final int LONGEST_DIAL_MS = 100;
    private static final int LONGEST_REST_MS = 3_000;
    private static final int LONGEST_MESSAGE = 1 << 28;

    private final Participant self;
    private final Make make;
    private final MessageCodec codec;
    private final Timeline timeline;
    private final Random dice;
    private final Dial dial;
    private final DeviceEvents events;
    private final Backoff backoff;

    private @Nullable ClientProcess process;
    private @Nullable Link link;
    private @Nullable SyncSession session;
    private boolean wanted;
    private int attempt;
    private int failures;

    Device(Participant self, Make make, Timeline timeline, Random dice, Dial dial, DeviceEvents events) {
        this.self = self;
        this.make = make;
        this.codec = make.codec();
        this.timeline = timeline;
        this.dice = dice;
        this.dial = dial;
        this.events = events;
        this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), dice);
        this.process = start(make);
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
        return Optional.ofNullable(link);
    }

    /** {@return whether the server has greeted it on its present connection} */
    public boolean isGreeted() {
        return session != null && session.isWelcome();
    }

    /** {@return whether it is greeted, and has nothing pending} */
    public boolean isIdle() {
        return process != null && isGreeted() && process.replica().pendingCount() == 0;
    }

    /** Executes an action, if there is a process. A refusal leaves nothing. */
    public void execute(Record arguments) {
        if (process == null) {
            return;
        }
        Performed<?> performed;
        try {
            performed = process.replica().perform(arguments);
        } catch (ActionRejected refused) {
            moved();
            return;
        }
        if (moved()) {
            events.executed(this, performed.record());
            if (session != null) {
                take(requireNonNull(session)::pendingChanged);
            }
        }
    }

    /** The application decides about the first record that was refused, if there is one: try it again, or forget it. */
    public void decide(boolean again) {
        if (process == null) {
            return;
        }
        Replica replica = process.replica();
        Optional<QuarantinedRecord> refused = replica.quarantined().stream()
                .filter(QuarantinedRecord::isRefused)
                .findFirst();
        if (refused.isEmpty()) {
            return;
        }
        String id = refused.get().id().value();
        if (again) {
            events.retrying(this, id);
            replica.retry(refused.get().id());
        } else {
            events.discarding(this, id);
            replica.discard(refused.get().id());
        }
        if (moved() && session != null) {
            take(requireNonNull(session)::pendingChanged);
        }
    }

    /** From now on it is to be connected. */
    public void connect() {
        if (!wanted) {
            wanted = true;
            failures = 0;
            dialSoon(0);
        }
    }

    /** From now on it is not to be connected. */
    public void disconnect() {
        wanted = false;
        drop();
    }

    /** The process dies after so many writes of its next transaction; 0 for at once. It comes back after a while. */
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

    /** The network went silent; it is noticed if that lasts for longer than a heartbeat or two. */
    public void listenForSilence() {
        int mine = attempt;
        long patience = Backoff.HEARTBEAT.toMillis();
        timeline.after(patience + dice.nextInt((int) patience), () -> {
            if (mine == attempt && link != null && link.isSilent()) {
                lost(mine);
            }
        });
    }

    /** From now on nothing goes wrong any more, and it is to be connected. */
    public void heal() {
        if (process == null) {
            start();
        } else if (process.crash().isSealed()) {
            fall();
        }
        if (link != null) {
            link.heal();
        }
        connect();
    }

    /** The run is over. */
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private ClientProcess start(Make how) {
        return ClientProcess.start(how, new Steps());
    }

    private void fall() {
        requireNonNull(process).die();
        process = null;
        attempt++;
        session = null;
        if (link != null) {
            link.drop();
            link = null;
        }
        timeline.after(dice.nextInt(LONGEST_REST_MS), this::start);
    }

    private void start() {
        if (process == null) {
            process = start(make);
            failures = 0;
            events.reopened(this);
            if (wanted) {
                dialSoon(0);
            }
        }
    }

    private void dialSoon(long waitMs) {
        int mine = ++attempt;
        timeline.after(waitMs + dice.nextInt(LONGEST_DIAL_MS), () -> {
            if (mine == attempt && wanted && process != null) {
                open(mine);
            }
        });
    }

    private void open(int mine) {
        Optional<Link> opened = dial.connect(this, new Hearing(mine));
        if (opened.isEmpty()) {
            lost(mine);
            return;
        }
        link = opened.get();
        session = new SyncSession(requireNonNull(process).replica(), backoff, problem -> {});
        take(requireNonNull(session)::open);
    }

    private void lost(int mine) {
        if (mine == attempt) {
            drop();
            retry();
        }
    }

    private void retry() {
        if (wanted && process != null) {
            failures++;
            dialSoon(backoff.before(failures).toMillis());
        }
    }

    private void drop() {
        attempt++;
        session = null;
        if (link != null) {
            link.end(Direction.UP);
            link = null;
        }
    }

    private void take(Supplier<Reaction> step) {
        int mine = attempt;
        Reaction reaction = step.get();
        if (moved()) {
            carryOut(reaction, mine);
        }
    }

    /** {@return whether the process lives on after the transaction that may have been} */
    private boolean moved() {
        if (requireNonNull(process).crash().isSealed()) {
            fall();
            return false;
        }
        events.moved(this);
        return true;
    }

    private void carryOut(Reaction reaction, int mine) {
        reaction.say().forEach(message -> requireNonNull(link).say(codec.write(message), Direction.UP));
        Duration wait = reaction.resumeAfter();
        if (wait != null) {
            timeline.after(wait.toMillis(), () -> resume(mine));
        }
        switch (reaction.end()) {
            case STOP -> disconnect();
            case RECONNECT -> lost(mine);
            case NONE -> {}
        }
    }

    private void resume(int mine) {
        if (mine == attempt && session != null) {
            take(requireNonNull(session)::resume);
        }
    }

    private void received(int mine, ServerMessage message) {
        SyncSession present = session;
        if (mine != attempt || present == null) {
            return;
        }
        take(() -> present.on(message));
        if (session == present && present.hasExchanged() && !(message instanceof Refused)) {
            failures = 0;
        }
    }

    /** Hears of transactions in the middle of a step, of which the process may not survive the last ones. */
    private final class Steps implements SyncListener {

        @Override
        public void quarantined(List<QuarantinedRecord> records) {
            events.stored(Device.this);
        }

        @Override
        public void delivered(int records, int rowChanges) {
            events.stored(Device.this);
        }

        @Override
        public void replayed(int undone, int applied, int run) {
            events.stored(Device.this);
        }
    }

    /** What one connection brings; nothing once it is over for this device. */
    private final class Hearing implements Ear {

        private final int mine;
        private final MessageParts parts = new MessageParts(LONGEST_MESSAGE);

        Hearing(int mine) {
            this.mine = mine;
        }

        @Override
        public void heard(String part, boolean last) {
            try {
                String text = parts.add(part, last);
                if (text != null) {
                    received(mine, codec.readFromServer(text));
                }
            } catch (TooLong | MalformedMessage e) {
                lost(mine);
            }
        }

        @Override
        public void ended() {
            lost(mine);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
