package org.synchrotron.simulation.server;

import org.synchrotron.server.session.Channel;
import org.synchrotron.server.session.CloseCode;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Direction;
import org.synchrotron.simulation.time.Timeline;

/**
 * The server's end of a link, as a session sees it. A container reuses the buffers of a connection for the next one, so a session that
 * uses its channel after the end could write into another user's connection: here that ends the run.
 */
final class SimulatedChannel implements Channel {

    private final Link link;
    private final Timeline timeline;
    private final Runnable closed;
    private final Runnable pinged;
    private boolean ended;
    private long written;

    /**
     * @param closed asked for when the server closes it
     * @param pinged asked for when the server pings
     */
    SimulatedChannel(Link link, Timeline timeline, Runnable closed, Runnable pinged) {
        this.link = link;
        this.timeline = timeline;
        this.closed = closed;
        this.pinged = pinged;
    }

    @Override
    public void send(String text) {
        requireOpen();
        written++;
        try {
            link.say(text, Direction.DOWN);
        } catch (RuntimeException e) {
            // The session would take it for a broken connection.
            throw timeline.fail(new AssertionError("the simulated network failed", e));
        }
    }

    @Override
    public void ping() {
        requireOpen();
        pinged.run();
    }

    @Override
    public long partsWritten() {
        return written;
    }

    @Override
    public void cut() {
        if (!ended) {
            link.end(Direction.DOWN);
            closed.run();
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        requireOpen();
        if (code == CloseCode.FAILED) {
            throw timeline.fail(new AssertionError("a session failed: " + reason));
        }
        link.end(Direction.DOWN);
        closed.run();
    }

    /** From now on the connection belongs to another client. */
    void ended() {
        ended = true;
    }

    private void requireOpen() {
        if (ended) {
            throw timeline.fail(
                    new AssertionError("a session that has ended writes into the connection of the next one"));
        }
    }
}
