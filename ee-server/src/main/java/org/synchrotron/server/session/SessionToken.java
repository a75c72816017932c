package org.synchrotron.server.session;

import java.util.Optional;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.access.token.TokenVerifier;
import org.synchrotron.server.access.token.VerifiedToken;

/** The token under which one session goes on. Thread-safe. */
final class SessionToken {

    private final TokenVerifier verifier;
    private volatile VerifiedToken present;

    SessionToken(VerifiedToken first, TokenVerifier verifier) {
        this.present = first;
        this.verifier = verifier;
    }

    VerifiedToken present() {
        return present;
    }

    /** {@return how long the token is valid from now on, in milliseconds} */
    long lastsMs() {
        return verifier.lastsMs(present);
    }

    /** {@return why the token is not accepted any more; empty if it is} */
    Optional<InvalidToken> objection() {
        return verifier.objection(present);
    }

    boolean isAccepted() {
        return objection().isEmpty();
    }

    /**
     * Goes on with another token of the same user and role.
     *
     * @throws InvalidToken if it is not accepted
     */
    void renew(String token) throws InvalidToken {
        VerifiedToken next = verifier.verify(token);
        if (!next.caller().equals(present.caller())) {
            throw InvalidToken.ofOtherCaller();
        }
        present = next;
    }
}
