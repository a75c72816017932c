package org.synchrotron.server.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import org.synchrotron.protocol.TextParts;
import org.synchrotron.server.session.Channel;
import org.synchrotron.server.session.CloseCode;

/** Implements a channel over a WebSocket session: sends texts in parts, and nothing after the session has ended. Thread-safe. */
final class WebSocketChannel implements Channel {

    private final String address;
    private final SessionWriter writer;

    WebSocketChannel(Session session) {
        this.address = RemoteAddress.of(session);
        this.writer = new SessionWriter(session);
    }

    @Override
    public void send(String text) throws IOException {
        TextParts.send(text, writer::text);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void ping() throws IOException {
        writer.ping();
    }

    @Override
    public long partsWritten() {
        return writer.partsWritten();
    }

    @Override
    public void cut() {
        writer.cut();
    }

    @Override
    public void close(CloseCode code, String reason) throws IOException {
        writer.close(new CloseReason(number(code), reason));
    }

    /** To be called before the container reuses the connection: waits for a write under way; after this, nothing is written. */
    void ended() {
        writer.end();
    }

    /** The close codes of RFC 6455. */
    private static CloseCodes number(CloseCode code) {
        return switch (code) {
            case REFUSED -> CloseCodes.CANNOT_ACCEPT;
            case PROTOCOL_BROKEN -> CloseCodes.PROTOCOL_ERROR;
            case MESSAGE_TOO_LONG -> CloseCodes.TOO_BIG;
            case DOES_NOT_READ, BUSY -> CloseCodes.TRY_AGAIN_LATER;
            case TIMED_OUT, UNAUTHORIZED -> CloseCodes.VIOLATED_POLICY;
            case FAILED -> CloseCodes.UNEXPECTED_CONDITION;
        };
    }
}
