package org.synchrotron.simulation.server;

import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.session.SyncSession;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.network.Receiver;

/** The server's end of one connection, in place of a container and its endpoint: passes what arrives to a session. */
final class ServerEnd implements Receiver {

    private final ServerProcess process;
    private final VerifiedToken token;
    private @Nullable SimulatedChannel channel;
    private @Nullable SyncSession session;

    ServerEnd(ServerProcess process, VerifiedToken token) {
        this.process = process;
        this.token = token;
    }

    /** Opens the session. */
    void open(Link link) {
        SimulatedChannel opened = new SimulatedChannel(
                link,
                process.threads().timeline(),
                () -> process.threads().workers().execute(this::ended),
                () -> pinged(link));
        channel = opened;
        session = process.opener().open(opened, token);
    }

    @Override
    public void received(String part, boolean last) {
        SyncSession present = session;
        if (present != null && !process.isDead()) {
            present.part(part, last);
        }
    }

    /** A client answers a ping unless the network is silent. */
    private void pinged(Link link) {
        SyncSession present = session;
        if (present != null && !link.isSilent()) {
            present.heard();
        }
    }

    @Override
    public void ended() {
        SyncSession ending = session;
        if (ending != null && channel != null && !process.isDead()) {
            session = null;
            ending.ended();
            channel.ended();
        }
    }
}
