package org.synchrotron.it.attacks;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.ServerProcess;

/** What a node's process does: its threads with their processor time, and its heap. */
final class NodeInspection {

    /** A line such as {@code "http-thread-pool::http-listener(3)" #91 daemon prio=5 os_prio=0 cpu=12.34ms …}. */
    private static final Pattern THREAD = Pattern.compile(
            "^\"(.*)\" #(\\d+) .*cpu=([0-9.]+)ms.*\\R\\s+java.lang.Thread.State.*\\R\\s+at ", Pattern.MULTILINE);

    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    /** The time between two looks at the processor time of each thread. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** A thread with work without end gets more than this share of a processor, even on a busy machine. */
    private static final double BUSY_SHARE = 0.05;

    private final ServerProcess node;

    NodeInspection(ServerProcess node) {
        this.node = node;
    }

    /** {@return the number of Java threads with a stack} */
    int threads() {
        return processorTimes().size();
    }

    /** {@return the names of the threads that needed much processor time in an interval while nobody asked the node for anything} */
    List<String> busyThreads() {
        Map<String, Double> before = processorTimes();
        LockSupport.parkNanos(INTERVAL.toNanos());
        double limit = INTERVAL.toMillis() * BUSY_SHARE;
        return processorTimes().entrySet().stream()
                .filter(each -> each.getValue() - before.getOrDefault(each.getKey(), 0.0) > limit)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Waits until no thread is busy. Work that ends in time is allowed. */
    void awaitQuiet() {
        List<String> busy = busyThreads();
        long deadline = System.nanoTime() + Await.TIMEOUT.toNanos();
        while (!busy.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("threads of the node that do not stop: " + busy);
            }
            busy = busyThreads();
        }
    }

    /** {@return the bytes of the heap in use after a collection} */
    long heapInUse() {
        node.jcmd("GC.run");
        return USED.matcher(node.jcmd("GC.heap_info"))
                .results()
                .limit(2) // New and old generation; what follows is not the heap.
                .mapToLong(used -> Long.parseLong(used.group(1)) * 1024)
                .sum();
    }

    /** {@return milliseconds of processor time by thread} */
    private Map<String, Double> processorTimes() {
        return THREAD.matcher(node.jcmd("Thread.print"))
                .results()
                .collect(toMap(NodeInspection::nameOf, thread -> Double.valueOf(thread.group(3)), Double::sum));
    }

    private static String nameOf(MatchResult thread) {
        return thread.group(1) + " #" + thread.group(2);
    }
}
