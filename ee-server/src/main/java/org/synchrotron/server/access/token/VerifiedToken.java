package org.synchrotron.server.access.token;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.Caller;

/**
 * A token that was valid when it was verified. As the principal of a request it has the name of its user. Immutable.
 *
 * @param caller the user, and the role of the user's requests
 * @param issuedMs when it was issued, in milliseconds since 1970; null if it does not say
 * @param expiresMs from when on it is not valid any more, in milliseconds since 1970
 * @param id the token's own id; null if it has none
 */
public record VerifiedToken(
        Caller caller,
        @Nullable Long issuedMs,
        long expiresMs,
        @Nullable String id) implements Principal {

    /** {@return the token of a caller who was verified in another way, without an end} */
    public static VerifiedToken endless(Caller caller) {
        return new VerifiedToken(caller, null, Long.MAX_VALUE, null);
    }

    @Override
    public String getName() {
        return caller.user().value();
    }

    /** {@return whether it has an end} */
    public boolean ends() {
        return expiresMs < Long.MAX_VALUE;
    }
}
