package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;

/** Makes a schedule of a seed. */
public final class Composer {

    private static final long SECOND = 1_000;
    private static final long DRIFT = 300 * SECOND;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;

    private final Random dice;
    private final List<Participant> clients;
    private final OperationDice operations;
    private final int troublePercent;
    private final int refusalPercent;
    private final RefusalDice refusals;

    private Composer(long seed) {
        dice = new Random(seed);
        clients = clients();
        operations = new OperationDice(dice);
        troublePercent = List.of(0, 12, 12, 30).get(dice.nextInt(4));
        refusalPercent = List.of(0, 0, 0, 30).get(dice.nextInt(4));
        refusals = new RefusalDice(dice, clients, operations);
    }

    /** {@return the schedule of the seed; the same for ever, as long as this class stays as it is} */
    public static Schedule compose(long seed, Mode mode) {
        Composer composer = new Composer(seed);
        Setting setting =
                new Setting(seed, mode, Sabotage.NONE, composer.oneOf(1, 3, 500, 500), composer.messageBytes());
        return new Schedule(setting, composer.clients, composer.steps());
    }

    private int oneOf(Integer... choices) {
        return choices[dice.nextInt(choices.length)];
    }

    /** Short messages more often where it matters that something does not fit into one. */
    private int messageBytes() {
        return refusalPercent > 0 ? oneOf(12_000, 1 << 20) : oneOf(12_000, 1 << 20, 1 << 20);
    }

    private List<Participant> clients() {
        int count = dice.nextInt(12) == 0 ? 8 + dice.nextInt(13) : 3 + dice.nextInt(3);
        int users = Math.min(2 + dice.nextInt(count > 6 ? 5 : 2), count);
        List<Participant> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Participant(Audiences.USERS.get(i % users) + i / users, skew()));
        }
        return all;
    }

    /** Right, a little or a lot wrong, or about as far ahead as the server bears. */
    private long skew() {
        if (dice.nextInt(6) == 0) {
            return DRIFT + dice.nextLong(-20 * SECOND, 60 * SECOND);
        }
        long range = List.of(1L, 2 * SECOND, 60 * SECOND, 2 * HOUR, 3 * DAY).get(dice.nextInt(5));
        return dice.nextLong(-range, range + 1);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        clients.forEach(client -> {
            if (dice.nextInt(4) > 0) {
                steps.add(new Step.Switch(client.name(), true));
            }
            if (dice.nextInt(2) == 0) {
                operations
                        .beginning(client.user())
                        .forEach(operation -> steps.add(new Step.Act(client.name(), operation)));
            }
        });
        steps.add(new Step.Wait(3 * SECOND));
        int count = 25 + dice.nextInt(40) + 3 * clients.size();
        for (int i = 0; i < count; i++) {
            if (dice.nextInt(100) < refusalPercent) {
                steps.addAll(refusals.steps());
            }
            steps.add(step());
        }
        return steps;
    }

    private Step step() {
        if (dice.nextInt(100) < troublePercent) {
            return trouble();
        }
        return switch (dice.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> new Step.Wait(pause());
            case 6, 7 -> new Step.Switch(client().name(), true);
            case 8 -> new Step.Switch(client().name(), false);
            case 9 -> {
                String user = client().user();
                yield new Step.Serve(user, operations.forServer(user));
            }
            default -> {
                Participant client = client();
                yield new Step.Act(client.name(), operations.forClient(client.user()));
            }
        };
    }

    private Step trouble() {
        String client = client().name();
        return switch (dice.nextInt(18)) {
            case 0, 1, 2 -> new Step.Die(client, dice.nextInt(4) == 0 ? 0 : 1 + dice.nextInt(40));
            case 3 -> new Step.Silence(client, dice.nextLong(100, 90 * SECOND));
            case 4, 5, 6, 7 ->
                new Step.Stray(client, client().name(), dice.nextInt(4) == 0 ? Direction.UP : Direction.DOWN);
            case 8 -> serverTrouble();
            default -> new Step.Trouble(client, fault(), direction());
        };
    }

    private Step serverTrouble() {
        return switch (dice.nextInt(3)) {
            case 0 -> new Step.Outage(dice.nextLong(1, 20 * SECOND));
            case 1 -> new Step.Restart();
            default -> new Step.DeafCommit();
        };
    }

    private NetworkFault fault() {
        List<NetworkFault> faults = List.of(NetworkFault.values());
        return faults.get(dice.nextInt(faults.size()));
    }

    private Direction direction() {
        return dice.nextBoolean() ? Direction.UP : Direction.DOWN;
    }

    private long pause() {
        return switch (dice.nextInt(5)) {
            case 0, 1 -> dice.nextLong(1, 60);
            case 2, 3 -> dice.nextLong(60, 3 * SECOND);
            default -> dice.nextLong(3 * SECOND, 60 * SECOND);
        };
    }

    private Participant client() {
        return clients.get(dice.nextInt(clients.size()));
    }
}
