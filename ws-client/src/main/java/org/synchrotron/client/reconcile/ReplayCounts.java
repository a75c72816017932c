package org.synchrotron.client.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.synchrotron.client.ReplayedLogic;

/** Counts how often logic ran again. Replays whose transaction is rolled back count, too. Thread-safe. */
public final class ReplayCounts {

    private final Map<String, LongAdder> again = new ConcurrentHashMap<>();
    private final LongAdder undeclared = new LongAdder();

    void ranAgain(String tag) {
        again.computeIfAbsent(tag, any -> new LongAdder()).increment();
    }

    void widened() {
        undeclared.increment();
    }

    /** {@return the counts} */
    public ReplayedLogic snapshot() {
        Map<String, Long> sums = new HashMap<>();
        again.forEach((tag, count) -> sums.put(tag, count.sum()));
        return new ReplayedLogic(sums, undeclared.sum());
    }
}
