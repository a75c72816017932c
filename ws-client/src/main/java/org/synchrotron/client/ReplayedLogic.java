package org.synchrotron.client;

import java.util.Map;

/**
 * How often logic ran again on a client, because something new came before it in replay order. Since the client was opened. Immutable.
 *
 * @param again the runs of pending records and of predicted ones, by tag
 * @param undeclared how many of them were of other users' records that ran again only because they, or an earlier record that ran,
 *     declare no audiences in their footprints
 */
public record ReplayedLogic(Map<String, Long> again, long undeclared) {

    public ReplayedLogic {
        again = Map.copyOf(again);
    }

    /** {@return how many runs these are} */
    public long total() {
        return again.values().stream().mapToLong(Long::longValue).sum();
    }
}
