package org.synchrotron.server.websocket;

import org.synchrotron.server.session.Conversation;

/**
 * Passes what arrives over one WebSocket to the server's side of it: parts of texts, signs of life, and the end of the connection. Not
 * thread-safe: the container calls it in order.
 */
final class WebSocketConnection {

    private final WebSocketChannel channel;
    private final Conversation session;

    WebSocketConnection(WebSocketChannel channel, Conversation session) {
        this.channel = channel;
        this.session = session;
    }

    void text(String part, boolean last) {
        session.part(part, last);
    }

    /** The client has answered a ping. */
    void pong() {
        session.heard();
    }

    /** Ends the session and waits for a write under way, because the container reuses the connection afterwards. */
    void ended() {
        session.ended();
        channel.ended();
    }
}
