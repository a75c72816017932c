package org.synchrotron.simulation.server;

import org.synchrotron.server.session.Channel;
import org.synchrotron.server.session.CloseCode;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Direction;

/**
 * The server's end of a link, as a session sees it. A container hands what it keeps for a connection on to the next one, so a session
 * that uses its channel after the end would write into a stranger's connection: here that ends the run.
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

    /** The connection is somebody else's from here. */
    void ended() {
        ended = true;
    }

    private void requireOpen() {
        if (ended) {
            throw new AssertionError("a session that has ended writes into the connection of the next one");
        }
    }
}
