package org.synchrotron.simulation.server;

import org.synchrotron.server.session.Channel;
import org.synchrotron.server.session.CloseCode;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Direction;

/**
 * The server's end of a link, as a session sees it. A container reuses the buffers of a connection for the next one, so a session that
 * uses its channel after the end could write into another user's connection: here that ends the run.
 */
final class SimulatedChannel implements Channel {

    private final Link link;
    private final Runnable closed;
    private boolean ended;

    /** @param closed asked for when the server closes it */
    SimulatedChannel(Link link, Runnable closed) {
        this.link = link;
        this.closed = closed;
    }

    @Override
    public void send(String text) {
        requireOpen();
        try {
            link.say(text, Direction.DOWN);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "the simulated network failed", e); // The session would take it for a broken connection.
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        requireOpen();
        link.end(Direction.DOWN);
        closed.run();
    }

    /** From now on the connection belongs to another client. */
    void ended() {
        ended = true;
    }

    private void requireOpen() {
        if (ended) {
            throw new AssertionError("a session that has ended writes into the connection of the next one");
        }
    }
}
