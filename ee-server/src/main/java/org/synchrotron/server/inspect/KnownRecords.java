package org.synchrotron.server.inspect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.synchrotron.log.ActionId;

/** Records that were reported since the start, so that each is reported once. Bounded. Thread-safe. */
final class KnownRecords {

    /** The most records that are told apart; after so many, operators know. */
    private static final int MOST = 1_000;

    private final Set<ActionId> known = ConcurrentHashMap.newKeySet();

    /** {@return whether the record is to be reported: it was not yet, and there is room} */
    boolean add(ActionId record) {
        return known.size() < MOST && known.add(record);
    }

    /** {@return how many there are} At most 1,000. */
    int count() {
        return known.size();
    }
}
