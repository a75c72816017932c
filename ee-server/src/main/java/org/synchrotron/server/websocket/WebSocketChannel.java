package org.synchrotron.server.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import org.synchrotron.protocol.TextParts;
import org.synchrotron.server.session.Channel;
import org.synchrotron.server.session.CloseCode;

/** A WebSocket session as a channel: texts go out in parts, and nothing goes out once the session has ended. Thread-safe. */
final class WebSocketChannel implements Channel {

    private final SessionWriter writer;

    WebSocketChannel(Session session) {
        this.writer = new SessionWriter(session);
    }

    @Override
    public void send(String text) throws IOException {
        TextParts.send(text, writer::text);
    }

    @Override
    public void close(CloseCode code, String reason) throws IOException {
        writer.close(new CloseReason(number(code), reason));
    }

    /** The container gives the connection up: does not return while anything is being written, and nothing is written after it. */
    void ended() {
        writer.end();
    }

    /** The numbers of RFC 6455. */
    private static CloseCodes number(CloseCode code) {
        return switch (code) {
            case REFUSED -> CloseCodes.CANNOT_ACCEPT;
            case PROTOCOL_BROKEN -> CloseCodes.PROTOCOL_ERROR;
            case MESSAGE_TOO_LONG -> CloseCodes.TOO_BIG;
            case DOES_NOT_READ -> CloseCodes.TRY_AGAIN_LATER;
        };
    }
}
