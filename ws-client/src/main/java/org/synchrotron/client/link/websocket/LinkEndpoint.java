package org.synchrotron.client.link.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;

/** Joins the parts of messages, on Tyrus' threads, one at a time. Nothing here blocks. */
final class LinkEndpoint extends Endpoint {

    /** No server of this protocol sends longer messages. */
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    private final WebSocketLink link;
    private final MessageParts parts = new MessageParts(MAX_BYTES);

    LinkEndpoint(WebSocketLink link) {
        this.link = link;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::received);
        session.addMessageHandler(PongMessage.class, pong -> link.heard());
        link.opened(session);
    }

    private void received(String part, boolean last) {
        link.heard();
        try {
            String message = parts.add(part, last);
            if (message != null) {
                link.message(message);
            }
        } catch (TooLong e) {
            link.refused(new CloseReason(CloseReason.CloseCodes.TOO_BIG, "more than " + MAX_BYTES + " bytes"));
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        link.lost(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }

    @Override
    public void onError(Session session, Throwable cause) {
        link.lost(String.valueOf(cause.getMessage()));
    }
}
