package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;

/**
 * Generates, in some runs, two row deliveries at the same time, of which a part of one is lost and a part of the other comes in its place,
 * sometimes with the same number.
 */
final class StrayGenerator {

    private static final int LONGEST_WAIT_MS = 250;

    private final Random random;
    private final List<Participant> clients;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    StrayGenerator(Random random, List<Participant> clients) {
        this.random = random;
        this.clients = clients;
        this.percent = List.of(0, 0, 5).get(random.nextInt(3));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        String from = client();
        String to = client();
        if (from.equals(to)) {
            return List.of();
        }
        return List.of(
                new Step.Connectivity(from, true),
                new Step.Connectivity(to, true),
                new Step.Wait(1 + random.nextLong(LONGEST_WAIT_MS)),
                new Step.Renewal(from),
                new Step.Renewal(to),
                new Step.Wait(1 + random.nextLong(LONGEST_WAIT_MS)),
                new Step.Fault(to, NetworkFault.LOSE, Direction.DOWN),
                new Step.Misdirect(from, to, Direction.DOWN));
    }

    private String client() {
        return clients.get(random.nextInt(clients.size())).name();
    }
}
