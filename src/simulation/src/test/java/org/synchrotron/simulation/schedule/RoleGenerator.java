package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;

/** Generates the steps of a user whose database role is lost and comes back, in some runs. */
final class RoleGenerator {

    private final Random random;
    private final String user;
    private final int percent;
    private final OperationGenerator operations;
    private boolean held = true;

    /**
     * @param random a source of chance of its own, so that other steps of a seed are as they would be without these
     * @param predictable whether the oracle can tell what a record did without its role: not of an impure action
     */
    RoleGenerator(Random random, List<Participant> clients, boolean predictable) {
        this.random = random;
        this.user = clients.get(random.nextInt(clients.size())).user();
        this.operations = new OperationGenerator(random);
        int drawn = List.of(0, 0, 20).get(random.nextInt(3));
        this.percent = predictable ? drawn : 0;
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        if (random.nextInt(3) == 0) {
            return List.of(new Step.ServerAction(user, operations.forServer(user)));
        }
        held = !held;
        return List.of(new Step.DatabaseRole(user, held));
    }
}
