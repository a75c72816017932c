package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.actions.Audiences;

/** Generates schedules from seeds. */
public final class ScheduleGenerator {

    private static final long SECOND = 1_000;
    private static final long DRIFT = 300 * SECOND;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;

    /** All but those that come from a generator of their own. */
    private static final List<NetworkFault> FAULTS = List.copyOf(EnumSet.complementOf(EnumSet.of(NetworkFault.POISON)));

    /** The first numbers of sources of chance whose seeds are close to each other are alike; this takes seeds apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Added to seeds, so that generators of one run do not draw the same numbers. */
    private static final long FOUNDINGS = 1L << 40;

    private static final long FAILURES = 1L << 41;
    private static final long READERS = 1L << 42;
    private static final long ROWS = 1L << 43;
    private static final long CUTS = 1L << 44;
    private static final long STRAYS = 1L << 45;
    private static final long PROGRAMS = 1L << 46;
    private static final long MIGRATIONS = 1L << 47;
    private static final long WITHDRAWALS = 1L << 48;
    private static final long REMOVALS = 1L << 49;

    private final Random random;
    private final List<Participant> clients;
    private final OperationGenerator operations;
    private final int faultPercent;
    private final int refusalPercent;
    private final RefusalGenerator refusals;
    private final MembershipGenerator memberships;
    private final CutGenerator cuts;
    private final RoleGenerator roles;
    private final HostileGenerator hostile;
    private final BusyGenerator busy;
    private final FoundingGenerator foundings;
    private final FailureGenerator failures;
    private final LateReaderGenerator readers;
    private final StrayGenerator strays;
    private final ProgramGenerator programs;
    private final MigrationGenerator migrations;
    private final WithdrawalGenerator withdrawals;
    private final RemovalGenerator removals;

    private ScheduleGenerator(long seed) {
        random = new Random(seed);
        programs = new ProgramGenerator(new Random((seed + PROGRAMS) * SPREAD), clients());
        migrations = new MigrationGenerator(new Random((seed + MIGRATIONS) * SPREAD), programs.clients());
        clients = migrations.clients();
        operations = new OperationGenerator(random);
        faultPercent = List.of(0, 12, 12, 30).get(random.nextInt(4));
        refusalPercent = List.of(0, 0, 0, 30).get(random.nextInt(4));
        refusals = new RefusalGenerator(random, clients, operations);
        memberships = new MembershipGenerator(new Random(~seed), clients, operations);
        cuts = new CutGenerator(new Random((seed + CUTS) * SPREAD), clients);
        boolean predictable = !operations.isImpure() && !operations.reservesCodes();
        roles = new RoleGenerator(new Random(~seed * SPREAD), clients, predictable);
        hostile = new HostileGenerator(new Random(seed * SPREAD), clients);
        busy = new BusyGenerator(new Random(seed * ~SPREAD));
        foundings = new FoundingGenerator(new Random((seed + FOUNDINGS) * SPREAD), clients);
        failures = new FailureGenerator(new Random((seed + FAILURES) * SPREAD), predictable);
        readers = new LateReaderGenerator(new Random((seed + READERS) * SPREAD), clients);
        withdrawals = new WithdrawalGenerator(new Random((seed + WITHDRAWALS) * SPREAD));
        removals = new RemovalGenerator(new Random((seed + REMOVALS) * SPREAD));
        strays = new StrayGenerator(new Random((seed + STRAYS) * SPREAD), clients);
    }

    /** {@return the schedule of the seed} It stays the same as long as the code of this package does. */
    public static Schedule generate(long seed, Mode mode) {
        ScheduleGenerator generator = new ScheduleGenerator(seed);
        Setting setting = new Setting(
                seed,
                mode,
                InjectedDefect.NONE,
                generator.oneOf(1, 3, 500, 500),
                generator.messageBytes(),
                rows(new Random((seed + ROWS) * SPREAD)));
        return new Schedule(setting, generator.clients, generator.steps());
    }

    /** In half of the runs clients keep little of the log, so that rows come often. */
    private static RowSetting rows(Random chance) {
        int partSize = List.of(60, 300, 1 << 18).get(chance.nextInt(3));
        int rowChanges = List.of(4, 2_000).get(chance.nextInt(2));
        return chance.nextBoolean()
                ? new RowSetting(false, List.of(0, 2, 5, 256).get(chance.nextInt(4)), partSize, rowChanges)
                : new RowSetting(true, List.of(30, 604_800, 604_800).get(chance.nextInt(3)), partSize, rowChanges);
    }

    private int oneOf(Integer... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The limit is low more often in runs about records that the server refuses, since records can be too long for a message. */
    private int messageBytes() {
        return refusalPercent > 0 ? oneOf(12_000, 1 << 20) : oneOf(12_000, 1 << 20, 1 << 20);
    }

    private List<Participant> clients() {
        int count = random.nextInt(12) == 0 ? 8 + random.nextInt(13) : 3 + random.nextInt(3);
        int users = Math.min(2 + random.nextInt(count > 6 ? 5 : 2), count);
        List<Participant> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Participant(Audiences.USERS.get(i % users) + i / users, skew(), Application.PRESENT));
        }
        return all;
    }

    /** {@return no skew, a small or a large one, or one near the greatest that the server accepts} */
    private long skew() {
        if (random.nextInt(6) == 0) {
            return DRIFT + random.nextLong(-20 * SECOND, 60 * SECOND);
        }
        long range = List.of(1L, 2 * SECOND, 60 * SECOND, 2 * HOUR, 3 * DAY).get(random.nextInt(5));
        return random.nextLong(-range, range + 1);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        clients.forEach(client -> {
            if (random.nextInt(4) > 0) {
                steps.add(new Step.Connectivity(client.name(), true));
            }
            if (random.nextInt(2) == 0) {
                operations
                        .initial(client.user())
                        .forEach(operation -> steps.add(new Step.ClientAction(client.name(), operation)));
            }
        });
        steps.add(new Step.Wait(3 * SECOND));
        int count = 25 + random.nextInt(40) + 3 * clients.size();
        for (int i = 0; i < count; i++) {
            if (random.nextInt(100) < refusalPercent) {
                steps.addAll(refusals.steps());
            }
            steps.add(step());
            if (i > count / 3) {
                steps.addAll(memberships.steps());
                steps.addAll(roles.steps());
            }
            steps.addAll(hostile.steps());
            steps.addAll(busy.steps());
            steps.addAll(cuts.steps());
            steps.addAll(strays.steps());
            steps.addAll(programs.steps());
            steps.addAll(removals.steps());
            if (i > count / 6) {
                steps.addAll(foundings.steps());
            }
            if (i > count / 3) {
                steps.addAll(lateSteps());
            }
        }
        return steps;
    }

    private List<Step> lateSteps() {
        List<Step> steps = new ArrayList<>(migrations.steps());
        steps.addAll(withdrawals.steps());
        steps.addAll(failures.steps());
        steps.addAll(readers.steps());
        return steps;
    }

    private Step step() {
        if (random.nextInt(100) < faultPercent) {
            return fault();
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> new Step.Wait(pause());
            case 6, 7 -> new Step.Connectivity(client().name(), true);
            case 8 -> new Step.Connectivity(client().name(), false);
            case 9 -> {
                String user = client().user();
                yield new Step.ServerAction(user, operations.forServer(user));
            }
            default -> {
                Participant client = client();
                yield new Step.ClientAction(client.name(), operations.forClient(client.user()));
            }
        };
    }

    private Step fault() {
        String client = client().name();
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> new Step.Crash(client, random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(40));
            case 3 -> new Step.Silence(client, random.nextLong(100, 90 * SECOND));
            case 4, 5, 6, 7 ->
                new Step.Misdirect(client, client().name(), random.nextInt(4) == 0 ? Direction.UP : Direction.DOWN);
            case 8 -> serverFault();
            default -> new Step.Fault(client, networkFault(), direction());
        };
    }

    private Step serverFault() {
        return switch (random.nextInt(3)) {
            case 0 -> new Step.Outage(random.nextLong(1, 20 * SECOND));
            case 1 -> new Step.Restart();
            default -> new Step.LostCommitAnswer();
        };
    }

    private NetworkFault networkFault() {
        return FAULTS.get(random.nextInt(FAULTS.size()));
    }

    private Direction direction() {
        return random.nextBoolean() ? Direction.UP : Direction.DOWN;
    }

    private long pause() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> random.nextLong(1, 60);
            case 2, 3 -> random.nextLong(60, 3 * SECOND);
            default -> random.nextLong(3 * SECOND, 60 * SECOND);
        };
    }

    private Participant client() {
        return clients.get(random.nextInt(clients.size()));
    }
}
