package org.synchrotron.server.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;

/**
 * One client's conversation: hello, then uploads one at a time, and deliveries as they are received. Texts come in one after
 * another; the rest may come from any thread.
 */
public final class SyncSession {

    private final Caller caller;
    private final Conversation conversation;
    private final Outbox outbox;
    private final SessionFeed feed;
    private final MessageParts parts;
    private final MessageCodec codec;
    private final Refusals refusals;
    private final Executor threads;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable ClientId client;

    /** What the session needs of the server. Neither throws. */
    public interface Conversation {

        /** {@return a welcome or a refusal} */
        ServerMessage greet(Hello hello, Caller caller);

        /** {@return what became of the upload} */
        ServerMessage take(long uploadId, Upload upload);
    }

    /** @param threads where hello and uploads are answered */
    public SyncSession(
            Caller caller,
            Conversation conversation,
            Outbox outbox,
            SessionFeed feed,
            MessageParts parts,
            MessageCodec codec,
            Refusals refusals,
            Executor threads) {
        this.caller = caller;
        this.conversation = conversation;
        this.outbox = outbox;
        this.feed = feed;
        this.parts = parts;
        this.codec = codec;
        this.refusals = refusals;
        this.threads = threads;
    }

    /** {@return what feeds it} */
    public SessionFeed feed() {
        return feed;
    }

    /** The container has closed the connection. */
    public void ended() {
        outbox.ended();
    }

    /** The client said this much more. */
    public void text(String part, boolean last) {
        if (!outbox.isOpen()) {
            return;
        }
        try {
            String text = parts.add(part, last);
            if (text != null) {
                read(codec.readFromClient(text));
            }
        } catch (TooLong e) {
            refuseAndClose(Refusal.MALFORMED, "the message is too long", CloseCodes.TOO_BIG);
        } catch (MalformedMessage e) {
            refuseAndClose(Refusal.MALFORMED, String.valueOf(e.getMessage()), CloseCodes.PROTOCOL_ERROR);
        }
    }

    private void read(ClientMessage message) {
        ClientId known = client;
        if (message instanceof Hello hello) {
            if (known != null) {
                refuseAndClose(Refusal.MALFORMED, "hello comes once", CloseCodes.PROTOCOL_ERROR);
            } else {
                alone(() -> greet(hello));
            }
        } else if (known == null) {
            refuseAndClose(Refusal.MALFORMED, "the first message is hello", CloseCodes.PROTOCOL_ERROR);
        } else if (message instanceof ClientMessage.Upload upload) {
            alone(() -> take(upload, known));
        } else {
            feed.received(((Received) message).cursor());
        }
    }

    /** Off the container's network thread, and one at a time; free again before the answer goes out. */
    private void alone(Runnable work) {
        if (!busy.compareAndSet(false, true)) {
            refuseAndClose(Refusal.MALFORMED, "wait for the answer before the next message", CloseCodes.PROTOCOL_ERROR);
            return;
        }
        threads.execute(work);
    }

    private void greet(Hello hello) {
        ServerMessage answer = conversation.greet(hello, caller);
        busy.set(false);
        if (answer instanceof Refused refused) {
            if (refused.code() == Refusal.UNAVAILABLE) {
                outbox.send(refused);
            } else {
                outbox.close(
                        refused,
                        new CloseReason(CloseCodes.CANNOT_ACCEPT, refused.code().text()));
            }
            return;
        }
        client = hello.clientId();
        outbox.send((Welcome) answer);
        feed.start(hello.cursor());
    }

    private void take(ClientMessage.Upload upload, ClientId from) {
        ServerMessage answer =
                conversation.take(upload.uploadId(), new Upload(caller, from, upload.basis(), upload.entries()));
        busy.set(false);
        outbox.send(answer);
        if (answer instanceof Accepted accepted) {
            feed.told(accepted.head());
        } else if (answer instanceof BehindHead behind) {
            feed.told(behind.head());
        }
    }

    private void refuseAndClose(Refusal code, String message, CloseCodes close) {
        outbox.close(refusals.connection(code, message), new CloseReason(close, code.text()));
    }
}
