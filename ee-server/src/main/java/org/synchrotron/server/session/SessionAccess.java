package org.synchrotron.server.session;

import java.util.Optional;
import org.synchrotron.protocol.ServerMessage.TokenAccepted;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.access.token.VerifiedToken;

/** Ends one session when its token is not accepted any more. Thread-safe. */
final class SessionAccess {

    private final SessionToken held;
    private final Outbox outbox;
    private final SessionEnd end;
    private final Runnable quit;

    /** @param quit stops what the session does, once it has been ended */
    SessionAccess(SessionToken held, Outbox outbox, SessionEnd end, Runnable quit) {
        this.held = held;
        this.outbox = outbox;
        this.end = end;
        this.quit = quit;
    }

    /** {@return the present token} */
    VerifiedToken token() {
        return held.present();
    }

    /** {@return whether the token is not accepted any more} Then it ends the session. */
    boolean isOver() {
        Optional<InvalidToken> why = held.objection();
        why.ifPresent(this::end);
        return why.isPresent();
    }

    /** The client has sent another token. */
    void renew(String token) {
        try {
            held.renew(token);
            confirm();
        } catch (InvalidToken e) {
            end(e);
        }
    }

    /** Tells the client that its token is accepted. */
    void confirm() {
        outbox.send(new TokenAccepted(held.lastsMs()));
    }

    private void end(InvalidToken why) {
        if (outbox.isOpen()) {
            end.unauthorized(why, "session");
            quit.run();
        }
    }
}
