package org.synchrotron.simulation.device;

import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.link.Link;
import org.synchrotron.client.link.LinkEvents;
import org.synchrotron.client.link.TokenSource;
import org.synchrotron.client.link.Transport;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.simulation.network.Receiver;
import org.synchrotron.simulation.schedule.Direction;
import org.synchrotron.simulation.time.Timeline;

/** The transport of a process, over the simulated network. */
final class SimulatedTransport implements Transport, TokenSource {

    private static final int LONGEST_CONNECT_MS = 100;
    private static final int LONGEST_TOKEN_MS = 50;
    private static final int FAILING_TOKENS = 20;
    private static final int HEARTBEAT_MS = 20_000;
    private static final int LONGEST_MESSAGE = 1 << 28;

    private final Device device;
    private final Timeline timeline;
    private final Random random;
    private final Connector connector;
    private final BooleanSupplier dead;
    private @Nullable SimulatedLink present;

    /** @param dead whether the process has died, so that its further work is lost */
    SimulatedTransport(Device device, Timeline timeline, Random random, Connector connector, BooleanSupplier dead) {
        this.device = device;
        this.timeline = timeline;
        this.random = random;
        this.connector = connector;
        this.dead = dead;
    }

    @Override
    public void request(Consumer<String> given, Consumer<SyncProblem> failed) {
        boolean fails = random.nextInt(FAILING_TOKENS) == 0;
        timeline.after(random.nextInt(LONGEST_TOKEN_MS), () -> {
            if (fails) {
                failed.accept(new SyncProblem(Kind.TOKEN_UNAVAILABLE, "there is no token at present"));
            } else {
                given.accept(device.user());
            }
        });
    }

    @Override
    public Link open(String token, LinkEvents events) {
        SimulatedLink link = new SimulatedLink(events);
        present = link;
        timeline.after(random.nextInt(LONGEST_CONNECT_MS), link::connect);
        return link;
    }

    @Override
    public String address() {
        return "the simulated server";
    }

    /** {@return the connection that the process has at present} */
    Optional<org.synchrotron.simulation.network.Link> connection() {
        return present == null ? Optional.empty() : Optional.ofNullable(present.wire);
    }

    /** The process has died, and with it its connection. */
    void die() {
        if (present != null) {
            present.over = true;
            connection().ifPresent(org.synchrotron.simulation.network.Link::drop);
        }
    }

    /** One link over one connection. */
    private final class SimulatedLink implements Link, Receiver {

        private final LinkEvents events;
        private final MessageParts parts = new MessageParts(LONGEST_MESSAGE);
        private org.synchrotron.simulation.network.@Nullable Link wire;
        private boolean heard;
        private boolean over;

        SimulatedLink(LinkEvents events) {
            this.events = events;
        }

        void connect() {
            if (over) {
                return;
            }
            wire = connector.connect(device, this).orElse(null);
            if (wire == null) {
                finish(Kind.UNREACHABLE, "nobody answers");
            } else {
                events.opened();
                beatLater();
            }
        }

        private void beatLater() {
            timeline.after(HEARTBEAT_MS, this::beat);
        }

        /** The other side answers a ping unless the network is silent. */
        private void beat() {
            if (over || wire == null) {
                return;
            }
            if (heard || !wire.isSilent()) {
                heard = false;
                beatLater();
            } else {
                finish(Kind.CONNECTION_LOST, "the server went silent");
            }
        }

        @Override
        public void send(String text) {
            if (!over && wire != null && !dead.getAsBoolean()) {
                wire.say(text, Direction.UP);
            }
        }

        @Override
        public void close() {
            if (wire != null) {
                wire.end(Direction.UP);
            }
            over = true;
            if (present == this) {
                present = null;
            }
        }

        @Override
        public void received(String part, boolean last) {
            if (over) {
                return;
            }
            heard = true;
            try {
                String text = parts.add(part, last);
                if (text != null) {
                    device.heard(text);
                    events.message(text);
                }
            } catch (TooLong e) {
                finish(Kind.CONNECTION_LOST, "the message is too long");
            }
        }

        @Override
        public void ended() {
            finish(Kind.CONNECTION_LOST, "the connection ended");
        }

        private void finish(Kind kind, String why) {
            if (!over) {
                over = true;
                events.closed(new SyncProblem(kind, why));
            }
        }
    }
}
