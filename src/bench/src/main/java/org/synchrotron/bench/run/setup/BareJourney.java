package org.synchrotron.bench.run.setup;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The way of a record from one device to another without Synchrotron, one step after the other: a commit in a SQLite file, its bytes over a
 * bare socket, a commit in PostgreSQL, the bytes over a socket again, and a commit in another SQLite file. Use it from one thread.
 */
public final class BareJourney implements AutoCloseable {

    private static final String PROJECT = "plain";

    private final PlainFile here;
    private final PlainFile there;
    private final BareBroadcast socket = new BareBroadcast(1);
    private final PlainLog node;
    private final PlainLog otherNode;
    private int journeys;

    /** @param otherNode hears of commits, if these are announced */
    BareJourney(PlainFile here, PlainFile there, PlainLog node, PlainLog otherNode) {
        this.here = here;
        this.there = there;
        this.node = node;
        this.otherNode = otherNode;
    }

    /** {@return how many milliseconds the way takes on one node} The bytes of this message are sent. */
    public double once(String message, LongSupplier nanoTime) {
        return once(message, nanoTime, id -> node.add(id, PROJECT));
    }

    /** {@return how many milliseconds the way takes if another node hears of the commit by a notification} */
    public double overNodes(String message, LongSupplier nanoTime) {
        return once(message, nanoTime, id -> {
            node.announce(id, PROJECT);
            otherNode.awaitAnnounced(id);
        });
    }

    private double once(String message, LongSupplier nanoTime, Consumer<String> commit) {
        long before = nanoTime.getAsLong();
        String id = Replica.id("journey " + journeys++ + " at " + before);
        here.add(id, PROJECT);
        socket.once(message, nanoTime);
        commit.accept(id);
        socket.once(message, nanoTime);
        there.add(id, PROJECT);
        if (!there.holds(id)) {
            throw new IllegalStateException("an item is not there: " + id);
        }
        return (nanoTime.getAsLong() - before) / 1e6;
    }

    @Override
    public void close() {
        here.close();
        there.close();
        socket.close();
        node.close();
        otherNode.close();
    }
}
