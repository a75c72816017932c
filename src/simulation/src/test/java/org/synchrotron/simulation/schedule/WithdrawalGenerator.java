package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;

/** Generates withdrawals of records, early ones included, in some runs. */
final class WithdrawalGenerator {

    private static final int MOST_BACK = 20;

    private final Random random;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    WithdrawalGenerator(Random random) {
        this.random = random;
        this.percent = List.of(0, 0, 0, 8).get(random.nextInt(4));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        return random.nextInt(100) < percent ? List.of(new Step.Withdrawal(random.nextInt(MOST_BACK))) : List.of();
    }
}
