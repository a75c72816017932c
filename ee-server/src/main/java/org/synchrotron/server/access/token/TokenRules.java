package org.synchrotron.server.access.token;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.RoleScope;

/**
 * What the claims of a token must say. Immutable.
 *
 * @param userClaim the claim that names the user
 * @param roles the database roles that a token may name; the first one is used if a token names none
 * @param issuer what {@code iss} must be; null if it may be anything
 * @param audience what {@code aud} must be or contain; null if it may be anything
 * @param longest how long a token may be valid
 */
public record TokenRules(
        String userClaim,
        List<String> roles,
        @Nullable String issuer,
        @Nullable String audience,
        Duration longest) {

    /** Revocations are kept as long, so no token outlives them. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** The claim that names the user unless the settings say otherwise. */
    public static final String SUBJECT = "sub";

    /** @throws IllegalArgumentException if there is no role, one is the engine's, or the longest lifetime is not within its bounds */
    public TokenRules {
        if (roles.isEmpty() || roles.contains(RoleScope.ENGINE)) {
            throw new IllegalArgumentException("synchrotron.roles must name at least one role, and must not contain "
                    + RoleScope.ENGINE + ": " + roles);
        }
        if (longest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "synchrotron.token.lifetime must be from PT1S to " + LONGEST + ", not " + longest);
        }
        roles = List.copyOf(roles);
    }
}
