package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.todos.BigOrThree;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ServerMessage.Delivery;

/**
 * A replica between a random history and random work of its own. Invariants, after every step:
 *
 * <ol>
 *   <li>with nothing pending, the tables are what the known effects fold to;
 *   <li>undoing everything and replaying everything changes nothing, byte for byte;
 *   <li>no row of an audience that is not the user's is there.
 * </ol>
 */
@DisplayName("Reconciliation of random histories")
class ReconcileSimulationTest {

    private static final int STEPS = 40;

    @TempDir
    Path directory;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyReplicaIsWhatItsLogGives(long seed) throws Exception {
        simulate(seed, false);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aPurityCheckLeavesEveryByteAsItIs(long seed) throws Exception {
        assertThat(simulate(seed, true)).isEqualTo(simulate(seed, false));
    }

    /** {@return everything in the file at the end} */
    private List<String> simulate(long seed, boolean purityCheck) throws Exception {
        Random random = new Random(seed);
        History history = new History(seed);
        try (Bench bench = new Bench(directory.resolve("alice-" + seed + purityCheck + ".db"), purityCheck)) {
            for (int step = 0; step < STEPS; step++) {
                act(random, history, bench);
                check(random, history, bench);
            }
            for (QuarantinedRecord refused : refused(bench)) {
                bench.alice().refused().retry(refused.id());
            }
            acceptPending(random, history, bench, Integer.MAX_VALUE);
            deliver(random, history, bench);
            check(random, history, bench);
            assertThat(bench.alice().refused().count()).isZero();
            assertThat(bench.alice().pendingCount()).isZero();
            assertThat(bench.impure()).isEmpty();
            return bench.dump();
        }
    }

    private static void act(Random random, History history, Bench bench) throws Exception {
        bench.wall(1_000 + random.nextInt(250));
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> execute(random, bench);
            case 3, 4, 5, 6 -> {
                for (int i = random.nextInt(5); i >= 0; i--) {
                    history.appendOther();
                }
                deliver(random, history, bench);
            }
            case 7, 8 -> {
                acceptPending(random, history, bench, 1 + random.nextInt(3));
                deliver(random, history, bench);
            }
            case 9, 10 -> refuse(random, history, bench);
            default -> {
                if (random.nextBoolean()) {
                    bench.alice().origin().restamp(1_000 + random.nextInt(200));
                } else {
                    bench.crash();
                }
            }
        }
    }

    private static void execute(Random random, Bench bench) {
        String row = List.of("t1", "t2", "u1").get(random.nextInt(3));
        try {
            bench.alice()
                    .perform(
                            switch (random.nextInt(3)) {
                                case 0 -> new Increment.Args(row, 1 + random.nextInt(3));
                                case 1 -> new BigOrThree.Args(row);
                                default -> new CreateTodo.Args(History.audience(row), "k" + random.nextInt(3), "mine");
                            });
        } catch (ActionRejected refused) {
            // Nothing happened, which the checks will see.
        }
    }

    /** The server refuses a record; or the application retries or discards one, or the server has it after all. */
    private static void refuse(Random random, History history, Bench bench) {
        List<LogEntry> pending = bench.alice().pending();
        if (!pending.isEmpty() && random.nextInt(3) > 0) {
            ActionId refused =
                    pending.get(random.nextInt(pending.size())).record().id();
            assertThat(bench.alice().refused().quarantine(refused, "access-denied", "no"))
                    .isTrue();
        }
        for (QuarantinedRecord refused : refused(bench)) {
            switch (random.nextInt(6)) {
                case 0 -> bench.alice().refused().retry(refused.id());
                case 1 -> bench.alice().refused().discard(refused.id());
                case 2 -> history.accept(refused.record(), history.effects(1));
                default -> {
                    // It stays where it is.
                }
            }
        }
        deliver(random, history, bench);
    }

    private static List<QuarantinedRecord> refused(Bench bench) {
        return bench.alice().refused().all().stream()
                .filter(QuarantinedRecord::isRefused)
                .toList();
    }

    /** The head gate: the client has received everything when its pending records come in. */
    private static void acceptPending(Random random, History history, Bench bench, int count) {
        deliver(random, history, bench);
        List<LogEntry> pending = bench.alice().pending();
        for (LogEntry entry : pending.subList(0, Math.min(count, pending.size()))) {
            List<RowChange> captured = bench.effects(entry);
            history.accept(entry.record(), random.nextInt(3) == 0 ? history.effects(1) : captured);
        }
    }

    private static void deliver(Random random, History history, Bench bench) {
        long cursor = bench.alice().state().cursor();
        while (cursor < history.head()) {
            long from = random.nextInt(4) == 0 ? Math.max(0, cursor - 2) : cursor;
            long upTo = Math.min(history.head(), cursor + 1 + random.nextInt(4));
            bench.alice()
                    .receive(new Delivery(
                            Bench.ALICE,
                            AudiencesDigest.of(Set.of()),
                            from,
                            upTo,
                            history.head(),
                            Bench.PLACE,
                            history.log().subList((int) from, (int) upTo),
                            List.of()));
            cursor = upTo;
        }
    }

    private static void check(Random random, History history, Bench bench) {
        if (bench.alice().pendingCount() == 0 && bench.alice().state().cursor() == history.head()) {
            assertThat(bench.rows()).isEqualTo(history.folded());
        }
        assertThat(bench.texts("SELECT id FROM todos WHERE audience_key NOT IN ('team', 'u:alice')"))
                .isEmpty();
        if (random.nextInt(3) == 0) {
            List<String> before = bench.dump();
            bench.replayAll();
            assertThat(bench.dump()).isEqualTo(before);
        }
    }
}
