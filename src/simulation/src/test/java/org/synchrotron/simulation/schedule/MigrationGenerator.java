package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Application;

/**
 * Generates migrations of the server's rows in some runs, also while a client that is offline has pending work. In half of these runs some
 * clients have tables that cannot hold all that a migration writes.
 */
final class MigrationGenerator {

    private final Random random;
    private final List<Participant> clients;
    private final OperationGenerator operations;
    private final int percent;
    private final boolean strict;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    MigrationGenerator(Random random, List<Participant> clients) {
        this.random = random;
        this.operations = new OperationGenerator(random);
        this.percent = List.of(0, 0, 9).get(random.nextInt(3));
        this.strict = percent > 0 && random.nextBoolean();
        this.clients = clients.stream()
                .map(client -> strict && client.generation() == Application.PRESENT && random.nextBoolean()
                        ? new Participant(client.name(), client.skewMs(), Application.STRICT)
                        : client)
                .toList();
    }

    /** {@return the clients, some of them with a stricter table} */
    List<Participant> clients() {
        return clients;
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        Step migration = new Step.Migration(migration());
        if (random.nextBoolean()) {
            return List.of(migration);
        }
        Participant client = clients.get(random.nextInt(clients.size()));
        return List.of(
                new Step.Connectivity(client.name(), false),
                new Step.ClientAction(client.name(), operations.forClient(client.user())),
                migration,
                new Step.ClientAction(client.name(), operations.forClient(client.user())),
                new Step.Connectivity(client.name(), true));
    }

    private ServerMigration migration() {
        ServerMigration[] all = ServerMigration.values();
        return strict && random.nextBoolean() ? ServerMigration.FILL : all[random.nextInt(all.length)];
    }
}
