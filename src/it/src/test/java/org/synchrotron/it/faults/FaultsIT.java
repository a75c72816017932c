package org.synchrotron.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A random sequence of faults: each of most kinds once, or as many as {@code -Dfaults.rounds=500} says, of all kinds. {@code -Dfaults.seed}
 * gives another sequence, {@code -Dfaults.only} only those whose title matches.
 */
@DisplayName("Under load")
class FaultsIT {

    private static final int MEMBERS = 3;
    private static FaultyNode node;

    @BeforeAll
    static void start() {
        node = new FaultyNode();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** {@return all kinds of faults, each as often as the others} */
    private static List<Fault> all() {
        List<Fault> faults = new ArrayList<>(List.of(NetworkFault.values()));
        Stream.of(Phase.values()).map(EndedProcess::new).forEach(faults::add);
        Stream.of(Phase.values()).map(FullDisk::new).forEach(faults::add);
        faults.addAll(List.of(
                new KilledClient(),
                new KilledServer(),
                new CopiedFile(),
                new FlippedBits(""),
                new FlippedBits("-wal")));
        return faults;
    }

    /** {@return what fits into a minute: without what waits for a server or for time, and with a full disk in one phase only} */
    private static List<Fault> few(long seed) {
        List<Phase> phases = List.of(Phase.values());
        Phase full = phases.get(new Random(seed).nextInt(phases.size()));
        List<Fault> few = all();
        few.removeIf(fault -> fault instanceof KilledServer
                || fault == NetworkFault.IS_SILENT_FOR_LONG
                || (fault instanceof FullDisk disk && disk.phase() != full));
        return few;
    }

    @Test
    void noFaultLosesAnythingOrStopsAnybody() {
        long seed = Long.getLong("faults.seed", 1);
        int rounds = Integer.getInteger("faults.rounds", 0);
        List<Fault> faults = rounds == 0 ? few(seed) : all();
        faults.removeIf(fault -> !fault.title().matches(".*(" + System.getProperty("faults.only", "") + ").*"));
        try (Site site = new Site(node, MEMBERS, seed)) {
            FaultReport report = new FaultRounds(site, faults, seed).run(rounds == 0 ? faults.size() : rounds);
            System.out.printf("Faults, seed %d:%n%s", seed, report);
            assertThat(report.lost()).as("lost, seed %d", seed).isZero();
            assertThat(report.stuck()).as("stuck, seed %d", seed).isZero();
        }
    }
}
