package org.synchrotron.it.attacks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.synchrotron.it.kit.Await;

/**
 * Measures how long a well-behaved pair's delivery takes, beside each attack and alone before each, and prints the medians: so other
 * work on the machine is spread over both.
 */
final class DeliveryTimes {

    /** In each measurement: {@code -Dattacks.deliveries=200} gives steadier figures. */
    private static final int DELIVERIES = Integer.getInteger("attacks.deliveries", 12);

    private static final String ALONE = "alone";

    private final Pair pair;
    private final Map<String, List<Duration>> times = new LinkedHashMap<>();

    DeliveryTimes(Pair pair) {
        this.pair = pair;
    }

    /** Measures all. */
    void measure(Attacks attacks) throws IOException {
        warmUp();
        for (Attack each : attacks.all()) {
            measure(each);
            attacks.release();
        }
    }

    /** Delivers without measuring. */
    void warmUp() {
        deliveries();
    }

    /** Measures the pair alone, and then beside this. */
    void measure(Attack attack) {
        add(ALONE, deliveries());
        measure(attack.name(), attack);
    }

    /** Measures the pair beside this and what goes on anyway, under this name. */
    void measure(String name, Attack attack) {
        add(name, beside(attack));
    }

    private List<Duration> beside(Attack attack) {
        try (Attacker attacker = new Attacker(attack)) {
            Await.until("the attack has begun", () -> attacker.acts() > 0);
            return deliveries();
        } catch (AssertionError e) {
            throw new AssertionError("beside " + attack.name(), e);
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

    /** {@return how many times as long as alone a delivery took beside this, by the medians} */
    private double timesAlone(String name) {
        return median(name) / median(ALONE);
    }

    /** Prints one line for each attack: the median and how many times that of the pair alone it is. */
    void print() {
        times.keySet()
                .forEach(name ->
                        System.out.printf("delivery %-34s %6.1f ms  x %.2f%n", name, median(name), timesAlone(name)));
    }
}
