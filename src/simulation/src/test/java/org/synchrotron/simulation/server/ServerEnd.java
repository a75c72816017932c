package org.synchrotron.simulation.server;

import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.session.SyncSession;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.network.Receiver;

/** The server's end of one connection, in place of a container and its endpoint: passes what arrives to a session. */
final class ServerEnd implements Receiver {

    private final ServerProcess process;
    private final Caller caller;
    private final MessageParts parts;
    private @Nullable SimulatedChannel channel;
    private @Nullable SyncSession session;

    ServerEnd(ServerProcess process, Caller caller, int messageBytes) {
        this.process = process;
        this.caller = caller;
        this.parts = new MessageParts(messageBytes);
    }

    /** Opens the session. */
    void open(Link link) {
        SimulatedChannel opened =
                new SimulatedChannel(link, () -> process.threads().workers().execute(this::ended));
        channel = opened;
        session = process.opener().open(opened, caller);
    }

    @Override
    public void received(String part, boolean last) {
        SyncSession present = session;
        if (present == null || process.isDead() || !present.isListening()) {
            return;
        }
        try {
            String text = parts.add(part, last);
            if (text != null) {
                present.text(text);
            }
        } catch (TooLong e) {
            present.tooLong();
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
