package org.synchrotron.server.session;

import java.util.HashMap;
import java.util.Map;
import org.synchrotron.log.UserId;

/** Divides something of which there is a limited amount among users: so much for one of them, and so much in all. Thread-safe. */
final class UserBudget {

    private final long perUser;
    private final long inAll;
    private final Map<UserId, Long> users = new HashMap<>();
    private long taken;

    UserBudget(long perUser, long inAll) {
        this.perUser = perUser;
        this.inAll = inAll;
    }

    /** {@return whether there was room} The amount is now this user's until {@link #giveBack}; otherwise nothing is taken. */
    synchronized boolean take(UserId user, long amount) {
        long ofUser = users.getOrDefault(user, 0L) + amount;
        if (ofUser > perUser || taken + amount > inAll) {
            return false;
        }
        users.put(user, ofUser);
        taken += amount;
        return true;
    }

    /** Gives back what the user took before. */
    synchronized void giveBack(UserId user, long amount) {
        users.computeIfPresent(user, (each, ofUser) -> ofUser == amount ? null : ofUser - amount);
        taken -= amount;
    }

    /** {@return what all users have taken} */
    synchronized long taken() {
        return taken;
    }
}
