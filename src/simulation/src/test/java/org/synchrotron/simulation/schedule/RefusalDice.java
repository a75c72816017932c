package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Operation;

/** Makes up what happens around records that the server may not take. */
final class RefusalDice {

    private final Random dice;
    private final List<Participant> clients;
    private final OperationDice operations;

    /** Who has done something of the kind, as often as they did. */
    private final List<Participant> doers = new ArrayList<>();

    private boolean refusing;

    RefusalDice(Random dice, List<Participant> clients, OperationDice operations) {
        this.dice = dice;
        this.clients = clients;
        this.operations = operations;
        this.doers.addAll(clients);
    }

    /** {@return what the operator, an application or a user does next} */
    List<Step> steps() {
        return switch (dice.nextInt(6)) {
            case 0 -> turn();
            case 1, 2 -> List.of(decision(dice.nextInt(3) > 0));
            default -> operations();
        };
    }

    /** Once the server takes again what it refused, some try again. */
    private List<Step> turn() {
        refusing = !refusing;
        Step turn = new Step.Refuse(refusing);
        return refusing ? List.of(turn) : List.of(turn, decision(true), decision(true));
    }

    private Step decision(boolean again) {
        return new Step.Decide(doers.get(dice.nextInt(doers.size())).name(), again);
    }

    /** Something that may not be taken, and by chance something on the same row, or on all, and then on others. */
    private List<Step> operations() {
        Participant client = clients.get(dice.nextInt(clients.size()));
        doers.add(client);
        Operation operation = operations.notTaken(client.user());
        List<Step> steps = new ArrayList<>(List.of(new Step.Act(client.name(), operation)));
        while (dice.nextInt(3) == 0) {
            steps.add(new Step.Act(
                    client.name(), operations.onRow(operation.words().get(0))));
        }
        if (dice.nextInt(8) == 0) {
            steps.add(new Step.Act(client.name(), operations.onAll()));
            steps.add(new Step.Act(client.name(), operations.onAnyRow(client.user())));
        }
        return steps;
    }
}
