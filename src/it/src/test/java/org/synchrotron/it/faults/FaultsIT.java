package org.synchrotron.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A random sequence of faults: short by default, as long as {@code -Dfaults.rounds=500} says. {@code -Dfaults.seed} gives another one. */
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

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        faults.add(new KilledClient());
        faults.add(new KilledServer());
        faults.add(new CopiedFile());
        faults.add(new FlippedBits(""));
        faults.add(new FlippedBits("-wal"));
        faults.addAll(List.of(NetworkFault.values()));
        Stream.of(Phase.values()).map(EndedProcess::new).forEach(faults::add);
        Stream.of(Phase.values()).map(FullDisk::new).forEach(faults::add);
        String only = System.getProperty("faults.only", "");
        faults.removeIf(fault -> !fault.title().matches(".*(" + only + ").*"));
        return faults;
    }

    @Test
    void noFaultLosesAnythingOrStopsAnybody() {
        long seed = Long.getLong("faults.seed", 1);
        List<Fault> faults = faults();
        try (Site site = new Site(node, MEMBERS, seed)) {
            FaultReport report =
                    new FaultRounds(site, faults, seed).run(Integer.getInteger("faults.rounds", faults.size()));
            System.out.printf("faults, seed %d%n%s", seed, report);
            assertThat(report.lost()).isZero();
            assertThat(report.stuck()).isZero();
        }
    }
}
