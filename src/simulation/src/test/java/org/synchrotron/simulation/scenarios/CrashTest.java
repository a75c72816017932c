package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A client's process crashes within a transaction, once after each of its writes. Its file then holds the state before the
 * transaction, never a state in between, and the client continues from there.
 */
@ExtendWith(Scenarios.Resolver.class)
class CrashTest {

    /** A transaction with fewer writes is not the one that the test means. */
    private static final int FEWEST_WRITES = 10;

    private static final int MOST_WRITES = 200;

    /** Prepares a scenario up to the transaction in which the process of {@code a0} crashes. */
    @FunctionalInterface
    private interface Preparation {
        Scenario prepare(Scenarios scenarios);
    }

    /** The letter of user b comes before two pending ones, which are undone and run again after it. */
    @Test
    void crashBetweenUndoAndReplayLeavesNoStateInBetween(Scenarios scenarios) {
        crashAfterEachWrite(
                scenarios,
                factory -> factory.open("a0 b0")
                        .perform("do a0 create p1 0")
                        .sync("a0", "b0")
                        .perform("do b0 append p1 v; do a0 append p1 w; do a0 append p1 x")
                        .sync("b0")
                        .performNow("online a0"),
                2,
                2,
                "vwx");
    }

    /**
     * Nothing is pending; two accepted records are undone, and applied again after the one of user b.
     */
    @Test
    void crashWhileKnownEffectsAreReplayedLeavesNoStateInBetween(Scenarios scenarios) {
        crashAfterEachWrite(
                scenarios,
                factory -> {
                    Scenario scenario = factory.open("a0 b0")
                            .perform("do a0 create p1 0; do a0 create p2 0")
                            .sync("a0", "b0")
                            .perform("do b0 quietappend p2 v; do a0 quietappend p1 w; do a0 quietappend p1 x")
                            .sync("a0")
                            .perform("online a0")
                            .performNow("online b0");
                    scenario.passUntil(() -> scenario.log().size() > 4);
                    return scenario;
                },
                0,
                0,
                "wx");
    }

    /** A delivery brings three records back as accepted. The answer to the upload, which would be the next message, is lost. */
    @Test
    void crashNeverLeavesOnlySomeRecordsAccepted(Scenarios scenarios) {
        crashAfterEachWrite(
                scenarios,
                factory -> {
                    Scenario scenario = factory.open("a0 b0")
                            .perform("do a0 create p1 0; do a0 create p2 0")
                            .sync("a0", "b0")
                            .perform("do b0 append p1 v; do a0 append p1 w; do a0 append p1 x; do a0 append p2 y")
                            .sync("b0");
                    long before = scenario.cursor("a0");
                    scenario.performNow("online a0").passUntil(() -> scenario.cursor("a0") > before);
                    return scenario.performNow("lose a0 down");
                },
                3,
                0,
                "vwx");
    }

    private static void crashAfterEachWrite(
            Scenarios scenarios, Preparation preparation, int pendingBefore, int pendingAfter, String text) {
        List<String> complete = dumpWithoutCrash(scenarios, preparation, pendingBefore, pendingAfter);
        for (int writes = 1; writes < MOST_WRITES; writes++) {
            try (Scenario scenario = start(scenarios, preparation)) {
                List<String> before = scenario.dump("a0");
                scenario.performNow("die a0 " + writes).passUntil(() -> !scenario.isAlive("a0"));
                scenario.performNow("offline a0").passUntil(() -> scenario.isAlive("a0"));
                List<String> after = scenario.dump("a0");

                scenario.drain().requireEverywhere("p1", "t", text);
                if (!after.equals(before)) {
                    assertThat(after).as("after %d writes", writes).isEqualTo(complete);
                    assertThat(writes).as("writes").isGreaterThan(FEWEST_WRITES);
                    return;
                }
            }
        }
        throw new AssertionError("a transaction of " + MOST_WRITES + " writes has not ended");
    }

    /** {@return the content of the file after the transaction} */
    private static List<String> dumpWithoutCrash(
            Scenarios scenarios, Preparation preparation, int pendingBefore, int pendingAfter) {
        try (Scenario scenario = start(scenarios, preparation)) {
            assertThat(scenario.pending("a0")).hasSize(pendingBefore);
            long before = scenario.cursor("a0");
            scenario.passUntil(() -> scenario.cursor("a0") > before);
            assertThat(scenario.pending("a0")).hasSize(pendingAfter);
            return scenario.dump("a0");
        }
    }

    private static Scenario start(Scenarios scenarios, Preparation preparation) {
        Scenario scenario = preparation.prepare(scenarios);
        scenario.passUntil(() -> scenario.isGreeted("a0"));
        return scenario;
    }
}
