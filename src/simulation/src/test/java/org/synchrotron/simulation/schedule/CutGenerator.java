package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Operation;

/** Generates, in some runs, logs that are cut, rows that are asked for anew, and commits of many rows. */
final class CutGenerator {

    private static final int MOST_ROWS = 12;

    private final Random random;
    private final List<Participant> clients;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    CutGenerator(Random random, List<Participant> clients) {
        this.random = random;
        this.clients = clients;
        this.percent = List.of(0, 4, 10).get(random.nextInt(3));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        Participant client = clients.get(random.nextInt(clients.size()));
        return List.of(
                switch (random.nextInt(5)) {
                    case 0 -> new Step.Renewal(client.name());
                    case 1, 2 -> new Step.Cut(client.name());
                    default -> new Step.ClientAction(client.name(), fill(client.user()));
                });
    }

    private Operation fill(String user) {
        List<String> audiences = List.copyOf(Audiences.of(user));
        String audience = random.nextBoolean() ? Audiences.EVERYBODY : audiences.get(random.nextInt(audiences.size()));
        return Operation.of("fill", audience, 2 + random.nextInt(MOST_ROWS));
    }
}
