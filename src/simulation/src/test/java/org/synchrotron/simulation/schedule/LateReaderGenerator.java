package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Operation;

/**
 * Generates late records that read an audience and write another, which nobody else reads, in some runs: what others wrote meanwhile in
 * the audience that is read does not run again.
 */
final class LateReaderGenerator {

    private static final long MEANWHILE_MS = 2_000;

    private final Random random;
    private final List<Participant> clients;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    LateReaderGenerator(Random random, List<Participant> clients) {
        this.random = random;
        this.clients = clients;
        this.percent = List.of(0, 0, 0, 8).get(random.nextInt(4));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        Participant reader = clients.get(random.nextInt(clients.size()));
        String writer = clients.get(random.nextInt(clients.size())).name();
        String own = Audiences.prefix("u:" + reader.user()) + 0;
        String shared = Audiences.EVERYBODY + random.nextInt(2);
        return List.of(
                new Step.Connectivity(reader.name(), false),
                new Step.ClientAction(reader.name(), Operation.of("borrow", own, Audiences.EVERYBODY)),
                new Step.Wait(1),
                new Step.ClientAction(writer, Operation.of("add", shared, 1 + random.nextInt(9))),
                new Step.Wait(random.nextLong(MEANWHILE_MS)),
                new Step.Connectivity(reader.name(), true));
    }
}
