package org.synchrotron.server.access.token;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.token.InvalidToken.Reason;

/**
 * What this node knows of revoked tokens and lost roles. {@code announce} keeps it up to date. Until it knows anything, no token is
 * accepted. Thread-safe.
 */
public final class RevokedAccess {

    /**
     * What the database said at one moment. Immutable.
     *
     * @param users until when the tokens of a user are revoked, by the time at which they were issued, in milliseconds since 1970
     * @param tokens the ids of revoked tokens
     * @param roles those of the roles for tokens that do not exist any more, or that the server may not take any more
     */
    public record Known(Map<String, Long> users, Set<String> tokens, Set<String> roles) {

        /** Nothing is revoked. */
        public static final Known NOTHING = new Known(Map.of(), Set.of(), Set.of());

        public Known {
            users = Map.copyOf(users);
            tokens = Set.copyOf(tokens);
            roles = Set.copyOf(roles);
        }
    }

    private volatile @Nullable Known known;

    /** From now on this is what is known. */
    public void set(Known present) {
        known = present;
    }

    /** {@return why a token that was valid is not accepted any more; null if it is} One that does not say when it was issued counts as old. */
    @Nullable
    Reason objection(VerifiedToken token) {
        Known now = known;
        if (now == null) {
            return Reason.NOT_READY;
        }
        Long revokedMs = now.users().get(token.getName());
        Long issuedMs = token.issuedMs();
        boolean isOfRevokedUser = revokedMs != null && (issuedMs == null || issuedMs <= revokedMs);
        if (isOfRevokedUser || (token.id() != null && now.tokens().contains(token.id()))) {
            return Reason.REVOKED;
        }
        return now.roles().contains(token.caller().role()) ? Reason.LOST_ROLE : null;
    }
}
