package org.synchrotron.server.session;

import java.util.HashMap;
import java.util.Map;
import org.synchrotron.log.UserId;

/** Bounds how many uploads wait or are being accepted: of one user, and in all. Thread-safe. */
final class UploadPlaces {

    private final int perUser;
    private final int inAll;
    private final Map<UserId, Integer> users = new HashMap<>();
    private int occupied;

    UploadPlaces(int perUser, int inAll) {
        this.perUser = perUser;
        this.inAll = inAll;
    }

    /** {@return whether there was a place, which is now this user's until {@link #leave}} */
    synchronized boolean enter(UserId user) {
        int ofUser = users.getOrDefault(user, 0);
        if (ofUser == perUser || occupied == inAll) {
            return false;
        }
        users.put(user, ofUser + 1);
        occupied++;
        return true;
    }

    synchronized void leave(UserId user) {
        users.computeIfPresent(user, (each, places) -> places == 1 ? null : places - 1);
        occupied--;
    }
}
