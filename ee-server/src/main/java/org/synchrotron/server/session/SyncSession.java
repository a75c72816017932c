package org.synchrotron.server.session;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;

/**
 * One client's conversation: hello, then uploads one at a time, and deliveries as they are received. Its leaf tells it what the client
 * says, one text after another, and when the connection has ended; the rest may come from any thread.
 */
public final class SyncSession {

    private final Caller caller;
    private final SessionParts parts;
    private final Outbox outbox;
    private final SessionFeed feed;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable ClientId client;

    SyncSession(Caller caller, SessionParts parts, Outbox outbox, SessionFeed feed) {
        this.caller = caller;
        this.parts = parts;
        this.outbox = outbox;
        this.feed = feed;
    }

    /** {@return whether it listens to its client: not to one that is cut off or gone} */
    public boolean isListening() {
        return outbox.isOpen();
    }

    /** The connection has ended; the channel is not used from here. */
    public void ended() {
        parts.open().remove(feed);
        outbox.ended();
    }

    /** The client said this. */
    public void text(String message) {
        if (!isListening()) {
            return;
        }
        try {
            read(parts.codec().readFromClient(message));
        } catch (MalformedMessage e) {
            refuseAndClose(Refusal.MALFORMED, String.valueOf(e.getMessage()), CloseCode.PROTOCOL_BROKEN);
        }
    }

    /** The client said more at once than the server takes. */
    public void tooLong() {
        refuseAndClose(Refusal.MALFORMED, "the message is too long", CloseCode.MESSAGE_TOO_LONG);
    }

    private void read(ClientMessage message) {
        ClientId known = client;
        if (message instanceof Hello hello) {
            if (known != null) {
                refuseAndClose(Refusal.MALFORMED, "hello comes once", CloseCode.PROTOCOL_BROKEN);
            } else {
                alone(() -> greet(hello));
            }
        } else if (known == null) {
            refuseAndClose(Refusal.MALFORMED, "the first message is hello", CloseCode.PROTOCOL_BROKEN);
        } else if (message instanceof ClientMessage.Upload upload) {
            alone(() -> take(upload, known));
        } else {
            feed.received(((Received) message).cursor());
        }
    }

    /** Off the thread that heard it, and one at a time; free again before the answer goes out. */
    private void alone(Runnable work) {
        if (!busy.compareAndSet(false, true)) {
            refuseAndClose(Refusal.MALFORMED, "wait for the answer before the next message", CloseCode.PROTOCOL_BROKEN);
            return;
        }
        parts.threads().workers().execute(work);
    }

    private void greet(Hello hello) {
        ServerMessage answer = parts.greeting().answer(hello, caller);
        busy.set(false);
        if (answer instanceof Refused refused) {
            if (refused.code() == Refusal.UNAVAILABLE) {
                outbox.send(refused);
            } else {
                outbox.close(refused, CloseCode.REFUSED, refused.code().text());
            }
            return;
        }
        client = hello.clientId();
        outbox.send((Welcome) answer);
        feed.start(hello.cursor());
    }

    private void take(ClientMessage.Upload upload, ClientId from) {
        ServerMessage answer =
                parts.uploads().take(upload.uploadId(), new Upload(caller, from, upload.basis(), upload.entries()));
        busy.set(false);
        outbox.send(answer);
        if (answer instanceof Accepted accepted) {
            feed.told(accepted.head());
        } else if (answer instanceof BehindHead behind) {
            feed.told(behind.head());
        }
    }

    private void refuseAndClose(Refusal code, String message, CloseCode close) {
        outbox.close(parts.refusals().connection(code, message), close, code.text());
    }
}
