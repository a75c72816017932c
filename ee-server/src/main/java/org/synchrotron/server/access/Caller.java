package org.synchrotron.server.access;

import java.security.Principal;
import org.synchrotron.log.UserId;

/**
 * A user whose token was verified. Immutable.
 *
 * @param user the user
 * @param role the database role in which the user's requests and the logic of the user's records run
 */
public record Caller(UserId user, String role) implements Principal {

    @Override
    public String getName() {
        return user.value();
    }
}
