package org.synchrotron.it.attacks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long a well-behaved pair's delivery takes, alone and beside each attack, in turn, and prints the medians. Rounds
 * follow each other, so that other work on the machine is spread over all rows of the table.
 */
final class DeliveryTimes {

    private static final int ROUNDS = Integer.getInteger("attacks.rounds", 3);
    private static final int DELIVERIES = 15;
    private static final Duration WARM_UP = Duration.ofMillis(300);
    private static final String ALONE = "alone";

    private final Pair pair;
    private final Map<String, List<Duration>> times = new LinkedHashMap<>();

    DeliveryTimes(Pair pair) {
        this.pair = pair;
    }

    /** Measures all, some times in turn. */
    void measure(Attacks attacks) throws IOException, InterruptedException {
        deliveries();
        for (int round = 0; round < ROUNDS; round++) {
            add(ALONE, deliveries());
            for (Attack each : attacks.all()) {
                add(each.name(), beside(each));
                attacks.release();
            }
        }
    }

    private List<Duration> beside(Attack attack) throws InterruptedException {
        try (Attacker attacker = new Attacker(attack)) {
            LockSupport.parkNanos(WARM_UP.toNanos());
            return deliveries();
        }
    }

    private List<Duration> deliveries() {
        List<Duration> all = new ArrayList<>();
        for (int i = 0; i < DELIVERIES; i++) {
            all.add(pair.deliver());
        }
        return all;
    }

    private void add(String name, List<Duration> more) {
        times.computeIfAbsent(name, none -> new ArrayList<>()).addAll(more);
    }

    /** {@return the median of this row in milliseconds} */
    private double median(String name) {
        List<Duration> all =
                times.getOrDefault(name, List.of()).stream().sorted().toList();
        return all.get(all.size() / 2).toNanos() / 1e6;
    }

    /** Prints one line for each attack: the median and how many times that of the pair alone it is. */
    void print() {
        times.keySet()
                .forEach(name -> System.out.printf(
                        "delivery %-34s %6.1f ms  x %.2f%n", name, median(name), median(name) / median(ALONE)));
    }
}
