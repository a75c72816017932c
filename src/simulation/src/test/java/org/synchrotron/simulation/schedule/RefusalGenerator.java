package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Operation;

/** Generates steps around records that the server may refuse. */
final class RefusalGenerator {

    private final Random random;
    private final List<Participant> clients;
    private final OperationGenerator operations;

    /** All clients once, and each again for every refusable operation that it executed. */
    private final List<Participant> authors = new ArrayList<>();

    /** What the server has in turn as retired actions, after all of them at the beginning. */
    private static final List<List<String>> RETIRED = List.of(
            List.of(),
            List.of("legacy", "legacyintrude"),
            List.of("legacy"),
            List.of("legacy", "legacyintrude"),
            List.of("legacyintrude"),
            List.of("legacy", "legacyintrude"));

    private int switches;

    RefusalGenerator(Random random, List<Participant> clients, OperationGenerator operations) {
        this.random = random;
        this.clients = clients;
        this.operations = operations;
        this.authors.addAll(clients);
    }

    /** {@return the next steps of the operator, of an application or of a user} */
    List<Step> steps() {
        return switch (random.nextInt(6)) {
            case 0 -> retire();
            case 1, 2 -> List.of(decision(random.nextInt(3) > 0));
            default -> operations();
        };
    }

    /** When the server accepts all retired actions again, two retries follow. */
    private List<Step> retire() {
        Step retire = new Step.Retire(RETIRED.get(switches++ % RETIRED.size()));
        return switches % 2 == 1 ? List.of(retire) : List.of(retire, decision(true), decision(true));
    }

    private Step decision(boolean retry) {
        return new Step.Decision(authors.get(random.nextInt(authors.size())).name(), retry);
    }

    /**
     * {@return an operation that may be refused; at random, further ones on the same row, or one on all rows and one on any row}
     */
    private List<Step> operations() {
        Participant client = clients.get(random.nextInt(clients.size()));
        authors.add(client);
        Operation operation = operations.refusable(client.user());
        List<Step> steps = new ArrayList<>(List.of(new Step.ClientAction(client.name(), operation)));
        while (random.nextInt(3) == 0) {
            steps.add(new Step.ClientAction(
                    client.name(), operations.onRow(operation.words().get(0))));
        }
        if (random.nextInt(8) == 0) {
            steps.add(new Step.ClientAction(client.name(), operations.onAll()));
            steps.add(new Step.ClientAction(client.name(), operations.onAnyRow(client.user())));
        }
        return steps;
    }
}
