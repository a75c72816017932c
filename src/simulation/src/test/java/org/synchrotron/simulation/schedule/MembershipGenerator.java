package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;

/** Generates the steps of a user whose devices have left, and whose memberships come and go. */
final class MembershipGenerator {

    private final Random random;
    private final String user;
    private final OperationGenerator operations;

    MembershipGenerator(Random random, List<Participant> clients, OperationGenerator operations) {
        this.random = random;
        this.operations = operations;
        this.user = clients.get(random.nextInt(clients.size())).user();
    }

    /** {@return the source of chance of these steps} */
    Random random() {
        return random;
    }

    Step step() {
        return random.nextInt(4) == 0
                ? new Step.ServerAction(user, operations.forServer(user))
                : new Step.Membership(user, audience(), random.nextInt(3) == 0);
    }

    private String audience() {
        return Audiences.SHARED.get(random.nextInt(Audiences.SHARED.size()));
    }
}
