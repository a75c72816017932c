package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Run;

/**
 * How many seeds break a rule, and which is the first: what {@code mutants/run} asks of a product with a defect. The same runs as those
 * of {@link SimulationTest}, which stops at the first.
 *
 * <p>{@code -Dsimulation.counted=100}: so many seeds are run in any case; {@code -Dsimulation.seeds=1000}: if none of them breaks a
 * rule, it goes on up to so many.
 */
class SeedCensus {

    private static final int COUNTED = Integer.getInteger("simulation.counted", 100);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);

    private record Finding(Schedule schedule, BrokenRule broken) {}

    @Test
    void noSeedBreaksARule() {
        try (Postgres postgres = Postgres.start()) {
            Findings findings = new Findings(new Run(postgres, Memory.directory()));
            List<Finding> found = new ArrayList<>();
            int done = 0;
            while (done < COUNTED || (found.isEmpty() && done < SEEDS)) {
                Finding finding = look(done++, findings);
                if (finding != null) {
                    found.add(finding);
                }
            }
            System.out.println("census: " + (found.isEmpty() ? "none" : first(found.get(0), findings)) + "; "
                    + found.size() + " of " + done + " seeds");
            assertThat(found.size()).as("seeds that break a rule").isZero();
        }
    }

    private static @Nullable Finding look(int seed, Findings findings) {
        Schedule schedule = Seeds.schedule(seed);
        return findings.of(schedule)
                .map(broken -> new Finding(schedule, broken))
                .orElse(null);
    }

    private static String first(Finding first, Findings findings) {
        Schedule shortest = findings.shrunk(first.schedule(), first.broken());
        System.out.println("census schedule: " + shortest);
        System.out.println("census finding: "
                + findings.of(shortest).map(BrokenRule::getMessage).orElse("not again"));
        return "seed " + first.schedule().setting().seed() + ": "
                + first.broken().rule() + "; " + shortest.steps().size() + " steps";
    }
}
