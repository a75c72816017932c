package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;

/** Generates times in which uploads wait together, in some runs. */
final class BusyGenerator {

    private static final int LONGEST_MS = 4_000;

    private final Random random;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    BusyGenerator(Random random) {
        this.random = random;
        this.percent = List.of(0, 8, 25).get(random.nextInt(3));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        return random.nextInt(100) < percent ? List.of(new Step.Busy(1 + random.nextInt(LONGEST_MS))) : List.of();
    }
}
