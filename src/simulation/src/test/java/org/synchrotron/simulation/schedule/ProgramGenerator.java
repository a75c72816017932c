package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Operation;

/** Lets some devices begin with an old program, in half of the runs, and upgrades most of them at some time. */
final class ProgramGenerator {

    private static final int ACCOUNTS = 2;
    private static final int MOST_MONEY = 20;
    private static final long LONGEST_PAUSE_MS = 4_000;
    private static final int IN_A_DELIVERY_MS = 150;

    private final Random random;
    private final List<Participant> clients;
    private final List<String> old;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    ProgramGenerator(Random random, List<Participant> clients) {
        this.random = random;
        boolean some = random.nextBoolean();
        this.clients = clients.stream()
                .map(client -> some && random.nextBoolean()
                        ? new Participant(client.name(), client.skewMs(), Application.PRESENT - 1)
                        : client)
                .toList();
        this.old = new ArrayList<>(this.clients.stream()
                .filter(client -> client.generation() < Application.PRESENT)
                .map(Participant::name)
                .toList());
        this.percent = old.isEmpty() ? 0 : 12;
    }

    /** {@return the clients, some of them with an old program} */
    List<Participant> clients() {
        return clients;
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        if (old.isEmpty() || random.nextInt(3) > 0) {
            return work(clients.get(random.nextInt(clients.size())).name());
        }
        return upgrade(old.remove(random.nextInt(old.size())));
    }

    /** Steps that change what the old program does not know. */
    private List<Step> work(String client) {
        return List.of(
                new Step.ClientAction(client, Operation.of("open", account(0))),
                new Step.ClientAction(client, Operation.of("open", account(1))),
                new Step.ClientAction(client, transfer()));
    }

    private Operation transfer() {
        int from = random.nextInt(ACCOUNTS);
        return Operation.of("transfer", account(from), account(ACCOUNTS - 1 - from), 1 + random.nextInt(MOST_MONEY));
    }

    private static String account(int number) {
        return Audiences.EVERYBODY + number;
    }

    private List<Step> upgrade(String client) {
        List<Step> steps = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> {
                steps.add(new Step.Connectivity(client, false));
                steps.addAll(work(client));
                steps.add(new Step.Upgrade(client));
                steps.add(new Step.Wait(1 + random.nextLong(LONGEST_PAUSE_MS)));
                steps.add(new Step.ClientAction(client, transfer()));
                steps.add(new Step.Connectivity(client, true));
            }
            case 1 -> {
                steps.add(new Step.Connectivity(client, true));
                steps.add(new Step.Renewal(client));
                steps.add(new Step.Wait(1 + random.nextInt(IN_A_DELIVERY_MS)));
                steps.add(new Step.Upgrade(client));
            }
            case 2 -> {
                steps.add(new Step.Cut(client));
                steps.add(new Step.Upgrade(client));
                steps.add(new Step.Connectivity(client, true));
            }
            default -> steps.add(new Step.Upgrade(client));
        }
        return steps;
    }
}
