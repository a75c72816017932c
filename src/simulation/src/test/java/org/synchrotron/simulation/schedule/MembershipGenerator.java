package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Operation;

/**
 * Generates the steps of users whose memberships come and go, in some runs, in whatever state their devices are: also for a moment only,
 * with work of others in between, and with work of their own on what they lose or gain.
 */
final class MembershipGenerator {

    private static final long LONGEST_WAIT_MS = 4_000;

    /** Shorter than the pause between two comparisons of audiences. */
    private static final long SHORT_WAIT_MS = 100;

    private static final int ROWS = 2;
    private static final List<String> WORK = List.of("create", "add", "add", "grow", "untag", "remove", "renew");

    private final Random random;
    private final List<Participant> clients;
    private final String user;
    private final OperationGenerator operations;
    private final int percent;

    /** @param random a source of chance of its own, so that other steps of a seed are as they would be without these */
    MembershipGenerator(Random random, List<Participant> clients, OperationGenerator operations) {
        this.random = random;
        this.clients = clients;
        this.operations = operations;
        this.user = client().user();
        this.percent = List.of(0, 0, 5, 14).get(random.nextInt(4));
    }

    /** {@return the steps after another one; mostly none} */
    List<Step> steps() {
        if (random.nextInt(100) >= percent) {
            return List.of();
        }
        String reader = random.nextInt(3) == 0 ? client().user() : user;
        String audience = Audiences.SHARED.get(random.nextInt(Audiences.SHARED.size()));
        return switch (random.nextInt(8)) {
            case 0 -> List.of(new Step.ServerAction(reader, operations.forServer(reader)));
            case 1 -> outForAMoment(reader, audience);
            case 2 -> outAndIn(reader, audience);
            case 3 -> lossUnderWork(reader, audience);
            case 4, 5 -> gainAndWork(reader, audience);
            default -> List.of(new Step.Membership(reader, audience, random.nextInt(3) == 0));
        };
    }

    private List<Step> outAndIn(String reader, String audience) {
        List<Step> steps = new ArrayList<>(List.of(new Step.Membership(reader, audience, false)));
        while (random.nextInt(3) > 0) {
            steps.add(random.nextBoolean() ? work(client(), audience) : pause(LONGEST_WAIT_MS));
        }
        steps.add(new Step.Membership(reader, audience, true));
        return steps;
    }

    /** The server has just compared audiences. When it does again, they are the same, and the work of another user has come meanwhile. */
    private List<Step> outForAMoment(String reader, String audience) {
        return List.of(
                new Step.Membership(reader, audience, false),
                new Step.Membership(reader, audience, true),
                pause(SHORT_WAIT_MS),
                new Step.Membership(reader, audience, false),
                new Step.ServerAction(client().user(), operation(audience)),
                pause(SHORT_WAIT_MS),
                new Step.Membership(reader, audience, true));
    }

    /** The devices of the user work in the audience without a connection, or while they are about to hear of the loss. */
    private List<Step> lossUnderWork(String reader, String audience) {
        List<Step> steps = new ArrayList<>();
        List<Participant> own =
                clients.stream().filter(each -> each.user().equals(reader)).toList();
        boolean offline = random.nextInt(3) > 0;
        own.forEach(each -> {
            if (offline) {
                steps.add(new Step.Connectivity(each.name(), false));
            }
            steps.add(work(each, audience));
        });
        steps.add(new Step.Membership(reader, audience, false));
        own.forEach(each -> {
            steps.add(random.nextBoolean() ? work(each, audience) : pause(LONGEST_WAIT_MS));
            steps.add(new Step.Connectivity(each.name(), true));
        });
        return steps;
    }

    private List<Step> gainAndWork(String reader, String audience) {
        List<Step> steps = new ArrayList<>(List.of(new Step.Membership(reader, audience, true)));
        clients.stream().filter(each -> each.user().equals(reader)).forEach(each -> {
            steps.add(random.nextBoolean() ? pause(LONGEST_WAIT_MS) : new Step.Wait(1));
            steps.add(work(each, audience));
        });
        return steps;
    }

    private Step work(Participant client, String audience) {
        return new Step.ClientAction(client.name(), operation(audience));
    }

    private Operation operation(String audience) {
        String row = Audiences.prefix(audience) + random.nextInt(ROWS);
        String name = WORK.get(random.nextInt(WORK.size()));
        return switch (name) {
            case "create", "add" -> Operation.of(name, row, 1 + random.nextInt(6));
            case "grow" -> Operation.of(name, row, random.nextInt(100));
            default -> Operation.of(name, row);
        };
    }

    private Step pause(long longestMs) {
        return new Step.Wait(1 + random.nextLong(longestMs));
    }

    private Participant client() {
        return clients.get(random.nextInt(clients.size()));
    }
}
