package org.synchrotron.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Rounds of faults at one site: all devices work, a fault strikes and ends, the devices rest, and everything must come to rest. Each fault comes
 * as often as any other, in an order that the seed gives.
 */
final class FaultRounds {

    /** How much is done before a fault strikes. */
    private static final int SOME_ACTIONS = 3;

    private static final Duration GOAL = Duration.ofSeconds(5);

    private final Site site;
    private final List<Fault> faults;
    private final Random chance;
    private final List<Fault> next = new ArrayList<>();
    private final FaultReport report = new FaultReport();

    FaultRounds(Site site, List<Fault> faults, long seed) {
        this.site = site;
        this.faults = List.copyOf(faults);
        this.chance = new Random(seed);
    }

    /** {@return what so many rounds came to} */
    FaultReport run(int rounds) {
        for (int i = 1; i <= rounds; i++) {
            Fault fault = fault();
            try {
                round(fault);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + i + ", " + fault.title() + ", after\n" + report, e);
            }
        }
        return report;
    }

    private Fault fault() {
        if (next.isEmpty()) {
            next.addAll(faults);
            Collections.shuffle(next, chance);
        }
        return next.remove(next.size() - 1);
    }

    private void round(Fault fault) {
        site.work();
        site.awaitActions(SOME_ACTIONS);
        fault.strike(site, chance);
        long whole = System.nanoTime();
        site.rest();
        boolean drained = site.drains();
        Duration drain = Duration.ofNanos(System.nanoTime() - whole);
        report.add(fault.title(), site.newlyBroken(), !drained, drain);
        tell(fault, drain);
        site.bidFarewell();
        if (!drained) {
            site.restart();
        }
    }

    /** A drain that takes longer than people like to wait is told, with what the devices said. */
    private void tell(Fault fault, Duration drain) {
        String said = site.newTroubles();
        if (drain.compareTo(GOAL) > 0) {
            System.out.printf("%s: %.2f s to drain%n%s", fault, drain.toMillis() / 1000.0, said);
        }
    }
}
