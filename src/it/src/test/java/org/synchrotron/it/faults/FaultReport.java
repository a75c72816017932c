package org.synchrotron.it.faults;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the rounds came to, by kind of fault. Not thread-safe. */
final class FaultReport {

    /** Of one kind of fault. */
    private static final class Figures {
        private int rounds;
        private long lost;
        private int stuck;
        private Duration slowest = Duration.ZERO;
    }

    private final Map<String, Figures> kinds = new TreeMap<>();

    /**
     * Adds a round.
     *
     * @param lost how many promises were broken in it
     */
    void add(String kind, long lost, boolean stuck, Duration drain) {
        Figures figures = kinds.computeIfAbsent(kind, fresh -> new Figures());
        figures.rounds++;
        figures.lost += lost;
        figures.stuck += stuck ? 1 : 0;
        if (drain.compareTo(figures.slowest) > 0) {
            figures.slowest = drain;
        }
    }

    long lost() {
        return kinds.values().stream().mapToLong(each -> each.lost).sum();
    }

    int stuck() {
        return kinds.values().stream().mapToInt(each -> each.stuck).sum();
    }

    /** {@return a table with a line for each kind} */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(
                "| fault | rounds | lost | stuck | slowest drain |\n| --- | --- | --- | --- | --- |\n");
        kinds.forEach((kind, figures) -> table.append(String.format(
                "| %s | %d | %d | %d | %.2f s |%n",
                kind, figures.rounds, figures.lost, figures.stuck, figures.slowest.toMillis() / 1000.0)));
        return table.toString();
    }
}
