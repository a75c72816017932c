package org.synchrotron.server.websocket;

import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.server.session.SyncSession;

/** What comes in over one WebSocket, handed over to its session: whole texts, and the end. Not thread-safe: the container tells things in order. */
final class WebSocketConnection {

    private final WebSocketChannel channel;
    private final SyncSession session;
    private final MessageParts parts;

    /** @param maxMessageBytes the longest message that is taken, counted in characters */
    WebSocketConnection(WebSocketChannel channel, SyncSession session, int maxMessageBytes) {
        this.channel = channel;
        this.session = session;
        this.parts = new MessageParts(maxMessageBytes);
    }

    void text(String part, boolean last) {
        if (!session.isListening()) {
            return;
        }
        try {
            String text = parts.add(part, last);
            if (text != null) {
                session.text(text);
            }
        } catch (TooLong e) {
            session.tooLong();
        }
    }

    /** Does not return while anything is being written: then the container gives the connection up. */
    void ended() {
        session.ended();
        channel.ended();
    }
}
