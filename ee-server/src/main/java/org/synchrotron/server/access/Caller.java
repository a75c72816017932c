package org.synchrotron.server.access;

import java.security.Principal;
import org.synchrotron.log.UserId;

/**
 * Somebody whose token was verified.
 *
 * @param user who it is
 * @param role the database role in which their requests and the logic of their records run
 */
public record Caller(UserId user, String role) implements Principal {

    @Override
    public String getName() {
        return user.value();
    }
}
