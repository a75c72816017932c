package org.synchrotron.server.websocket;

import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.server.session.SyncSession;

/**
 * Passes what arrives over one WebSocket to its session: whole texts, and the end of the connection. Not thread-safe: the
 * container calls it in order.
 */
final class WebSocketConnection {

    private final WebSocketChannel channel;
    private final SyncSession session;
    private final MessageParts parts;

    /** @param maxMessageBytes the longest message that is accepted, in bytes of UTF-8 */
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

    /** Ends the session and waits for a write under way, because the container reuses the connection afterwards. */
    void ended() {
        session.ended();
        channel.ended();
    }
}
