package org.synchrotron.server.accept;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.synchrotron.log.ActionId;

/**
 * Which records failed, and how often alone. Remembered on this node, for a bounded number of records, until they are accepted or the node
 * is restarted. Thread-safe.
 */
final class FailedRecords {

    private static final int REMEMBERED = 1_000;

    /**
     * @param alone how often it failed alone
     * @param accepted how many uploads had been accepted when it failed last
     */
    private record Failures(int alone, long accepted) {}

    private final Map<ActionId, Failures> failures = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ActionId, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    private long accepted;

    synchronized boolean has(ActionId record) {
        return failures.containsKey(record);
    }

    /** A record failed, and may have been the cause. */
    synchronized void found(ActionId record) {
        failures.putIfAbsent(record, new Failures(0, accepted));
    }

    /** {@return how often the record failed alone, this time included} */
    synchronized int failedAlone(ActionId record) {
        int before = timesAlone(record);
        failures.put(record, new Failures(before + 1, accepted));
        return before + 1;
    }

    synchronized int timesAlone(ActionId record) {
        Failures known = failures.get(record);
        return known == null ? 0 : known.alone();
    }

    /** {@return whether an upload was accepted since the record failed last} */
    synchronized boolean othersSucceeded(ActionId record) {
        Failures known = failures.get(record);
        return known != null && known.accepted() < accepted;
    }

    /** An upload brought new records into the log. */
    synchronized void otherAccepted() {
        accepted++;
    }

    synchronized void forget(Collection<ActionId> records) {
        if (!failures.isEmpty()) {
            records.forEach(failures::remove);
        }
    }
}
