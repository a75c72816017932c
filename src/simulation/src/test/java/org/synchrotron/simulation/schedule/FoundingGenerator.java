package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Operation;

/**
 * Generates the founding of audiences and the work in them, in some runs: by the founder, mostly in the same upload, by the members, also
 * before they can know of the audience, and by others, who may not.
 */
final class FoundingGenerator {

    /** One founded audience. */
    private record Founded(String name, String founder, String members) {}

    private static final int MOST = 4;
    private static final int ROWS = 3;

    private static final List<String> WORK = List.of(
            "create",
            "create",
            "add",
            "add",
            "grow",
            "write",
            "untag",
            "remove",
            "renew",
            "borrow",
            "lend",
            "spawn",
            "open",
            "transfer",
            "transfer");

    private final Random random;
    private final List<Participant> clients;
    private final int percent;
    private final List<Founded> founded = new ArrayList<>();

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    FoundingGenerator(Random random, List<Participant> clients) {
        this.random = random;
        this.clients = clients;
        this.percent = List.of(0, 0, 20).get(random.nextInt(3));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        if (founded.isEmpty() || (founded.size() < MOST && random.nextInt(5) == 0)) {
            return found();
        }
        Founded audience = founded.get(random.nextInt(founded.size()));
        Participant client = clients.get(random.nextInt(clients.size()));
        if (isInside(client, audience)) {
            return List.of(act(client, work(audience)));
        }
        return List.of(
                random.nextInt(3) == 0
                        ? new Step.ServerAction(audience.members().substring(0, 1), work(audience))
                        : act(client, Operation.of("intrude", audience.name() + ".x" + random.nextInt(ROWS))));
    }

    private static boolean isInside(Participant client, Founded audience) {
        return (audience.founder() + audience.members()).contains(client.user());
    }

    /** The founder goes offline now and then, so that what follows is one upload. */
    private List<Step> found() {
        Participant client = clients.get(random.nextInt(clients.size()));
        Founded audience = new Founded("f" + founded.size(), client.user(), members(client));
        founded.add(audience);
        List<Step> steps = new ArrayList<>();
        boolean offline = random.nextInt(3) > 0;
        if (offline) {
            steps.add(new Step.Connectivity(client.name(), false));
        }
        Operation founding = Operation.of("found", audience.name(), audience.members());
        steps.add(random.nextInt(8) == 0 ? new Step.ServerAction(client.user(), founding) : act(client, founding));
        while (random.nextInt(4) > 0) {
            steps.add(act(client, work(audience)));
        }
        if (offline && random.nextBoolean()) {
            steps.add(new Step.Connectivity(client.name(), true));
        }
        return steps;
    }

    /** Seldom the founder is not a member. */
    private String members(Participant founder) {
        TreeSet<String> members = new TreeSet<>();
        if (random.nextInt(6) > 0) {
            members.add(founder.user());
        }
        do {
            members.add(clients.get(random.nextInt(clients.size())).user());
        } while (random.nextBoolean());
        return String.join("", members);
    }

    private static Step act(Participant client, Operation operation) {
        return new Step.ClientAction(client.name(), operation);
    }

    private Operation work(Founded audience) {
        String name = WORK.get(random.nextInt(WORK.size()));
        String row = audience.name() + "." + random.nextInt(ROWS);
        return switch (name) {
            case "create" -> Operation.of(name, row, random.nextInt(7));
            case "add" -> Operation.of(name, row, 1 + random.nextInt(9));
            case "grow", "write" -> Operation.of(name, row, random.nextInt(100));
            case "borrow" -> Operation.of(name, row, Audiences.EVERYBODY);
            case "lend" -> Operation.of("borrow", Audiences.EVERYBODY + random.nextInt(2), audience.name());
            case "spawn" -> Operation.of(name, audience.name(), random.nextInt(7));
            case "transfer" -> {
                int from = random.nextInt(2);
                String accounts = audience.name() + ".";
                yield Operation.of(name, accounts + from, accounts + (1 - from), 1 + random.nextInt(45));
            }
            default -> Operation.of(name, row);
        };
    }
}
