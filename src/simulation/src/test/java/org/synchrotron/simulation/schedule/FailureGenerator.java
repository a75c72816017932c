package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;

/** Generates failures of single writes on the server, and records that it cannot read any more, in some runs. */
final class FailureGenerator {

    private static final int MOST_WRITES = 30;
    private static final int MOST_BACK = 12;

    private final Random random;
    private final int failurePercent;
    private final int spoilPercent;

    /**
     * @param random a source of chance of its own, so that other steps of a seed are as they would be without these
     * @param predictable whether the oracle can tell what records did when they ran last
     */
    FailureGenerator(Random random, boolean predictable) {
        this.random = random;
        this.failurePercent = List.of(0, 0, 10).get(random.nextInt(3));
        int drawn = List.of(0, 0, 0, 3).get(random.nextInt(4));
        this.spoilPercent = predictable ? drawn : 0;
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        int chance = random.nextInt(100);
        if (chance < spoilPercent) {
            return List.of(new Step.Spoil(random.nextInt(MOST_BACK)));
        }
        return chance < spoilPercent + failurePercent
                ? List.of(new Step.FailedWrite(1 + random.nextInt(MOST_WRITES), fault()))
                : List.of();
    }

    private WriteFault fault() {
        WriteFault[] faults = WriteFault.values();
        return faults[random.nextInt(faults.length)];
    }
}
