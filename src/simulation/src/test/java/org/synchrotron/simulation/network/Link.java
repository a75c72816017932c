package org.synchrotron.simulation.network;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.synchrotron.simulation.schedule.Direction;
import org.synchrotron.simulation.schedule.NetworkFault;
import org.synchrotron.simulation.time.Timeline;

/** One connection between a client and the server. */
public final class Link {

    private static final int CLIENT_NOTICES_MS = 200;
    private static final int SERVER_NOTICES_MS = 2_000;
    private static final String UPLOAD = "{\"type\":\"upload\"";
    private static final String NEVER_DELIVERED = "{\"type\":\"received\",\"upTo\":9007199254740991}";
    private static final String ACCEPTED = "{\"type\":\"accepted\"";

    private final Random random;
    private final Archive archive;
    private final Forger forger;
    private final Map<Direction, Lane> lanes = new EnumMap<>(Direction.class);
    private final Map<Direction, Deque<NetworkFault>> plans = new EnumMap<>(Direction.class);
    private final Map<Direction, Link> strays = new EnumMap<>(Direction.class);
    private final Map<Direction, String> heldBack = new EnumMap<>(Direction.class);
    private boolean harmed;

    /**
     * @param archive keeps the messages of the client's connections
     * @param forger falsifies uploads
     */
    public Link(Timeline timeline, Random random, Archive archive, Forger forger, Receiver client, Receiver server) {
        this.random = random;
        this.archive = archive;
        this.forger = forger;
        lanes.put(Direction.UP, new Lane(timeline, random, server));
        lanes.put(Direction.DOWN, new Lane(timeline, random, client));
        for (Direction direction : Direction.values()) {
            plans.put(direction, new ArrayDeque<>());
        }
    }

    /** Sends a message, unless a fault of the network prevents it. */
    public void say(String text, Direction direction) {
        archive.add(direction, text);
        Link stray = strays.remove(direction);
        NetworkFault fault = nextFor(text, direction);
        String earlier = heldBack.remove(direction);
        if (stray != null) {
            harmed = true;
            stray.receiveStray(text, direction);
        } else if (fault == null) {
            lane(direction).carry(text);
        } else {
            play(fault, text, direction);
        }
        if (earlier != null) {
            lane(direction).carry(earlier);
        }
    }

    /** Plans a fault for the next message of that direction; some faults happen at once. */
    public void plan(NetworkFault fault, Direction direction) {
        switch (fault) {
            case DROP -> drop();
            case AGAIN ->
                archive.any(direction, random).ifPresent(text -> {
                    harmed = true;
                    lane(direction).carry(text);
                });
            case NONSENSE -> {
                harmed = true;
                lane(Direction.UP).carry(NEVER_DELIVERED);
            }
            case ANSWER -> plans(Direction.DOWN).add(fault);
            case FORGE, POISON -> plans(Direction.UP).add(fault);
            default -> plans(direction).add(fault);
        }
    }

    /** The next message of that direction goes into another connection. */
    public void planStray(Link other, Direction direction) {
        strays.put(direction, other);
    }

    /** Delays all arrivals until then. */
    public void silence(long untilMs) {
        lanes.values().forEach(lane -> lane.silence(untilMs));
    }

    public boolean isSilent() {
        return lanes.values().stream().anyMatch(Lane::isSilent);
    }

    /** The connection breaks. */
    public void drop() {
        lane(Direction.DOWN).disconnect(random.nextInt(CLIENT_NOTICES_MS));
        lane(Direction.UP).disconnect(random.nextInt(SERVER_NOTICES_MS));
    }

    /** Closes the connection from one side. */
    public void end(Direction direction) {
        lane(direction).end();
    }

    /** Ends all faults; a connection that lost, repeated or swapped messages is dropped. */
    public void heal() {
        plans.values().forEach(Deque::clear);
        strays.clear();
        lanes.values().forEach(Lane::speakAgain);
        if (harmed) {
            drop();
        }
    }

    private void receiveStray(String text, Direction direction) {
        harmed = true;
        lane(direction).carry(text);
    }

    private @Nullable NetworkFault nextFor(String text, Direction direction) {
        NetworkFault next = plans(direction).peek();
        boolean waits = (next == NetworkFault.ANSWER && !text.startsWith(ACCEPTED))
                || ((next == NetworkFault.FORGE || next == NetworkFault.POISON) && !text.startsWith(UPLOAD));
        return waits ? null : plans(direction).poll();
    }

    private void play(NetworkFault fault, String text, Direction direction) {
        Lane lane = lane(direction);
        switch (fault) {
            case CUT -> lane.carryHalf(text, this::drop);
            case HALF -> {
                harmed = true;
                lane.carryHalf(text, () -> {});
            }
            case LOSE -> harmed = true;
            case TWICE -> {
                harmed = true;
                lane.carry(text);
                lane.carry(text);
            }
            case SWAP -> {
                harmed = true;
                heldBack.put(direction, text);
            }
            case ANSWER -> drop();
            case FORGE -> lane.carry(forger.forge(text));
            case POISON -> lane.carry(forger.poison(text));
            default -> throw new IllegalStateException(fault + " is not planned");
        }
    }

    private Lane lane(Direction direction) {
        return requireNonNull(lanes.get(direction));
    }

    private Deque<NetworkFault> plans(Direction direction) {
        return requireNonNull(plans.get(direction));
    }
}
