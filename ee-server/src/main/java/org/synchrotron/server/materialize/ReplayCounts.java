package org.synchrotron.server.materialize;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how many records late ones made run again since the start of this node, by tag, and how often what ran again was more than the
 * footprints said. Attempts whose transaction is rolled back count, too. Thread-safe.
 */
public final class ReplayCounts {

    /** What made more records run again. */
    public enum Widening {
        /** A late record whose action declares no audiences, which made records run again. */
        UNDECLARED,
        /** A run wrote a row outside the rows that its action declares: all records of its audiences ran. */
        ROWS,
        /** A run touched a constraint that reaches across audiences. */
        CONSTRAINT,
        /** The database refused a change: all records of the audiences, or all later ones, ran. */
        DATABASE
    }

    /**
     * The counts at one moment. Immutable.
     *
     * @param again how many records ran again, by tag
     * @param widened how often, by reason
     */
    public record Snapshot(Map<String, Long> again, Map<Widening, Long> widened) {

        public Snapshot {
            again = Map.copyOf(again);
            widened = Map.copyOf(widened);
        }

        /** {@return how many records ran again} */
        public long total() {
            return again.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final System.Logger LOG = System.getLogger(ReplayCounts.class.getName());

    private final Map<String, LongAdder> again = new ConcurrentHashMap<>();
    private final Map<Widening, LongAdder> widened = new ConcurrentHashMap<>();

    /** {@return the counts} */
    public Snapshot snapshot() {
        return new Snapshot(sums(again), sums(widened));
    }

    private static <K extends Comparable<K>> Map<K, Long> sums(Map<K, LongAdder> counts) {
        Map<K, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }

    void ranAgain(String tag) {
        increment(again, tag);
        LOG.log(System.Logger.Level.DEBUG, () -> "a record of " + tag + " ran again");
    }

    void widened(Widening reason) {
        increment(widened, reason);
        LOG.log(System.Logger.Level.DEBUG, () -> "a replay runs more records than their footprints say: " + reason);
    }

    private static <K> void increment(Map<K, LongAdder> counts, K key) {
        counts.computeIfAbsent(key, any -> new LongAdder()).increment();
    }
}
