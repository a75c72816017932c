package org.synchrotron.server.websocket;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.session.SessionOpener;

/** The WebSocket endpoint. The container creates one instance for each connection and calls it in order. */
@ServerEndpoint(ProtocolVersion.PATH)
public class SyncEndpoint {

    private static final System.Logger LOG = System.getLogger(SyncEndpoint.class.getName());

    @Inject
    private SessionOpener opener;

    private @Nullable WebSocketConnection connection;

    SessionOpener opener() {
        return opener;
    }

    /**
     * Opens the session of the caller whose token the filter has verified. Without one, it waits for a token as the first message, and does
     * nothing else.
     */
    @OnOpen
    public void open(Session session) {
        IdleTimer.stop(session);
        WebSocketChannel channel = new WebSocketChannel(session);
        connection = new WebSocketConnection(
                channel,
                session.getUserPrincipal() instanceof VerifiedToken verified
                        ? opener().open(channel, verified)
                        : opener().openUnverified(channel));
    }

    /** Passes on a part of a message. */
    @OnMessage
    public void text(String part, boolean last) {
        WebSocketConnection open = connection;
        if (open != null) {
            open.text(part, last);
        }
    }

    /** Passes on a sign of life. */
    @OnMessage
    public void pong(PongMessage pong) {
        WebSocketConnection open = connection;
        if (open != null) {
            open.pong();
        }
    }

    /** Ends the session. */
    @OnClose
    public void close() {
        WebSocketConnection ending = connection;
        if (ending != null) {
            ending.ended();
        }
    }

    /**
     * Logs a broken connection, at debug level: this is normal. The container closes the connection, and the client connects
     * again.
     */
    @OnError
    public void error(Throwable failure) {
        LOG.log(System.Logger.Level.DEBUG, "a connection broke", failure);
    }
}
