package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;

/** Generates uploads that the server must refuse for what a record of them holds, in some runs. */
final class HostileGenerator {

    private final Random random;
    private final List<Participant> clients;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    HostileGenerator(Random random, List<Participant> clients) {
        this.random = random;
        this.clients = clients;
        this.percent = List.of(0, 0, 0, 6).get(random.nextInt(4));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        String client = clients.get(random.nextInt(clients.size())).name();
        return List.of(
                random.nextInt(3) == 0
                        ? new Step.Decision(client, true)
                        : new Step.Fault(client, NetworkFault.POISON, Direction.UP));
    }
}
