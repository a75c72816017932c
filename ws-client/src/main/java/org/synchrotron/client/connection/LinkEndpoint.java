package org.synchrotron.client.connection;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;

/** Puts the parts of messages together, on Tyrus' threads, one at a time. */
final class LinkEndpoint extends Endpoint {

    /** No server of this protocol sends longer messages. */
    private static final int MAX_CHARS = 256 * 1024 * 1024;

    private final ServerAddress address;
    private final LinkEvents events;
    private final AtomicBoolean heard = new AtomicBoolean(true);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final MessageParts parts = new MessageParts(MAX_CHARS);

    LinkEndpoint(ServerAddress address, LinkEvents events) {
        this.address = address;
        this.events = events;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(
                String.class, (MessageHandler.Partial<String>) (part, last) -> received(session, part, last));
        session.addMessageHandler(PongMessage.class, pong -> heard.set(true));
    }

    private void received(Session session, String part, boolean last) {
        heard.set(true);
        try {
            String message = parts.add(part, last);
            if (message != null) {
                events.message(message);
            }
        } catch (TooLong e) {
            tooLong(session);
        }
    }

    private void tooLong(Session session) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.TOO_BIG, "more than " + MAX_CHARS + " characters"));
        } catch (IOException e) {
            ended(String.valueOf(e.getMessage()));
        }
    }

    boolean heardSinceLastAsked() {
        return heard.getAndSet(false);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        ended(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }

    @Override
    public void onError(Session session, Throwable cause) {
        ended(String.valueOf(cause.getMessage()));
    }

    void ended(String why) {
        if (ended.compareAndSet(false, true)) {
            events.closed(new SyncProblem(
                    SyncProblem.Kind.CONNECTION_LOST, "the connection to " + address + " ended: " + why.strip()));
        }
    }
}
