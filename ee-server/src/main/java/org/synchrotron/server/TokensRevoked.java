package org.synchrotron.server;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.UserId;

/**
 * A CDI event: tokens were revoked by {@link Revocations}. It is fired on the node of the call, within its transaction; an observer with
 * {@code during = AFTER_SUCCESS} is called after the commit. Immutable.
 *
 * @param user the user of the tokens; null if one token was revoked
 * @param tokenId the id of the token; null if all of a user were revoked
 */
public record TokensRevoked(@Nullable UserId user, @Nullable String tokenId) {}
