package org.synchrotron.server.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Token;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.access.token.VerifiedToken;

/**
 * A connection that brought no token when it was opened, as those of browsers. Its first message must be one; then a session takes its
 * place. Until then nothing is done for it: no transaction, and no memory but for one short message.
 */
final class UnverifiedConnection implements Conversation {

    /** In bytes: for a token and some JSON around it. */
    private static final int LONGEST = 20_000;

    private final SessionParts parts;
    private final Outbox outbox;
    private final SessionEnd end;
    private final Function<VerifiedToken, SyncSession> opener;
    private final MessageParts message = new MessageParts(LONGEST);
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile @Nullable SyncSession session;
    private final AtomicReference<Runnable> leave;
    private volatile boolean over;

    /**
     * @param address the address of the client
     * @param opener opens the session of the verified user
     * @param leave called once, when the connection is verified or has ended
     */
    UnverifiedConnection(
            SessionParts parts,
            Outbox outbox,
            String address,
            Function<VerifiedToken, SyncSession> opener,
            Runnable leave) {
        this.parts = parts;
        this.outbox = outbox;
        this.end = new SessionEnd(address, outbox, parts.refusals());
        this.opener = opener;
        this.leave = new AtomicReference<>(leave);
    }

    @Override
    public void part(String part, boolean last) {
        SyncSession verified = session;
        if (verified != null) {
            verified.part(part, last);
            return;
        }
        try {
            String text = outbox.isOpen() ? message.add(part, last) : null;
            if (text != null) {
                first(text);
            }
        } catch (TooLong e) {
            end.messageTooLong();
        } catch (MalformedMessage e) {
            end.protocolBroken(String.valueOf(e.getMessage()));
        } catch (InvalidToken e) {
            end.unauthorized(e, "message");
        } catch (RuntimeException | Error e) {
            end.failed(e);
        }
    }

    private void first(String text) throws InvalidToken {
        ClientMessage first = parts.resources().codec().readFromClient(text);
        if (!(first instanceof Token given)) {
            throw InvalidToken.missing();
        }
        VerifiedToken verified = parts.resources().tokens().verify(given.token());
        if (decided.compareAndSet(false, true)) {
            SyncSession begun = opener.apply(verified);
            session = begun;
            leave();
            begun.confirmToken();
            if (over) {
                begun.ended();
            }
        }
    }

    /** There is no room for it. */
    void refuse() {
        if (decided.compareAndSet(false, true)) {
            end.tooManySessions();
        }
    }

    /** Its time is over. */
    void late() {
        if (decided.compareAndSet(false, true)) {
            end.timedOut(
                    "no token came within " + parts.resources().limits().hello().toSeconds() + " s");
        }
    }

    /** It had its time to end, or there is a session. */
    void cut() {
        if (session == null) {
            outbox.cut();
        }
    }

    private void leave() {
        leave.getAndSet(() -> {}).run();
    }

    @Override
    public void heard() {
        SyncSession verified = session;
        if (verified != null) {
            verified.heard();
        }
    }

    @Override
    public void ended() {
        over = true;
        outbox.ended();
        leave();
        SyncSession verified = session;
        if (verified != null) {
            verified.ended();
        }
    }
}
