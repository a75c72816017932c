/**
 * Verifies bearer tokens. The text of a token enters; a {@link org.synchrotron.server.access.token.VerifiedToken} leaves, or an {@link
 * org.synchrotron.server.access.token.InvalidToken} with the reason. {@link org.synchrotron.server.access.token.TokenKeys} are those of the
 * token's issuer, and {@link org.synchrotron.server.access.token.RevokedAccess} is what this node knows of revoked tokens and lost roles.
 * No other package reads tokens.
 */
@NullMarked
package org.synchrotron.server.access.token;

import org.jspecify.annotations.NullMarked;
