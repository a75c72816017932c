package org.synchrotron.server.access;

import org.synchrotron.log.UserId;

/**
 * A user whose token was verified. Immutable.
 *
 * @param user the user
 * @param role the database role in which the user's requests and the logic of the user's records run
 */
public record Caller(UserId user, String role) {}
