package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;

/** Generates removals of old records, in some runs: of those that are older than some seconds or minutes. */
final class RemovalGenerator {

    private final Random random;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    RemovalGenerator(Random random) {
        this.random = random;
        this.percent = List.of(0, 0, 5, 15).get(random.nextInt(4));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        return random.nextInt(100) < percent
                ? List.of(new Step.Removal(
                        List.of(500L, 5_000L, 30_000L, 120_000L).get(random.nextInt(4))))
                : List.of();
    }
}
