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
 * The conversation with one client: hello first, then uploads one at a time, and acknowledgements of deliveries. The leaf of its
 * channel passes in the client's texts, one after another, and the end of the connection. Other calls may come from any thread.
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

    /**
     * {@return whether messages of the client are still processed; false once the client is disconnected or being disconnected}
     */
    public boolean isListening() {
        return outbox.isOpen();
    }

    /** To be called by the leaf when the connection has ended. After this, the session makes no more calls to the channel. */
    public void ended() {
        parts.open().remove(feed);
        outbox.ended();
    }

    /** Processes a message from the client. A malformed message is refused, and the connection closed. */
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

    /** To be called by the leaf for a message that is longer than the server accepts: refuses it and closes the connection. */
    public void tooLong() {
        refuseAndClose(
                Refusal.MALFORMED,
                "the message is longer than the server accepts; see maxMessageBytes in its welcome",
                CloseCode.MESSAGE_TOO_LONG);
    }

    private void read(ClientMessage message) {
        ClientId known = client;
        if (message instanceof Hello hello) {
            if (known != null) {
                refuseAndClose(
                        Refusal.MALFORMED,
                        "hello was sent twice; it is allowed once, as the first message",
                        CloseCode.PROTOCOL_BROKEN);
            } else {
                runAlone(() -> greet(hello));
            }
        } else if (known == null) {
            refuseAndClose(Refusal.MALFORMED, "the first message must be hello", CloseCode.PROTOCOL_BROKEN);
        } else if (message instanceof ClientMessage.Upload upload) {
            runAlone(() -> take(upload, known));
        } else {
            feed.received(((Received) message).cursor());
        }
    }

    /** Runs the work on a worker thread, one at a time. The next one is allowed before the answer is sent. */
    private void runAlone(Runnable work) {
        if (!busy.compareAndSet(false, true)) {
            refuseAndClose(
                    Refusal.MALFORMED,
                    "a message came before the answer to the last one; wait for the answer",
                    CloseCode.PROTOCOL_BROKEN);
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
            feed.deliverUpTo(accepted.head());
        } else if (answer instanceof BehindHead behindHead) {
            feed.deliverUpTo(behindHead.head());
        }
    }

    private void refuseAndClose(Refusal code, String message, CloseCode close) {
        outbox.close(parts.refusals().connection(code, message), close, code.text());
    }
}
