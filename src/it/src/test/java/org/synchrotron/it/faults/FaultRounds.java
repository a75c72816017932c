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

    /** {@return what the rounds came to} */
    FaultReport run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            round(fault());
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
        System.out.println("> " + fault);
        long begin = System.nanoTime();
        site.work();
        site.awaitActions(5);
        fault.strike(site, chance);
        long whole = System.nanoTime();
        site.rest();
        boolean drained = site.drains();
        Duration drain = Duration.ofNanos(System.nanoTime() - whole);
        long lost = site.lost() + site.surplus();
        report.add(fault.title(), lost, !drained, drain);
        System.out.printf(
                "%s: %d ms, drained after %d ms, lost %d, %s%n",
                fault.title(), (whole - begin) / 1_000_000, drain.toMillis(), lost, drained ? "" : "STUCK");
        site.devices().forEach(device -> System.out.println("   " + device.user() + device.newEvents()));
        site.bidFarewell();
    }
}
