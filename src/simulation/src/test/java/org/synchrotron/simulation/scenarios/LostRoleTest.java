package org.synchrotron.simulation.scenarios;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database role of a user is lost to the server, and comes back. */
@ExtendWith(Scenarios.Resolver.class)
class LostRoleTest {

    @Test
    void recordKeepsItsKnownEffectsUntilTheRoleIsBackAndALaterArrivalTouchesIt(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0 c0").perform("do a0 create p1 4").sync("a0", "b0", "c0")) {
            scenario.perform("do b0 add p1 100; do c0 add p1 1000; do a0 add p1 1")
                    .sync("a0")
                    .perform("unrole a")
                    .sync("b0");
            scenario.requireOnServer("p1", "x", 5);

            scenario.perform("role a").sync("c0").drain();
            scenario.requireEverywhere("p1", "x", 1105);
        }
    }

    /** The record is of somebody who cannot see the row; its run under the view of {@code b} has written it. */
    @Test
    void runUnderAFurtherViewKeepsWhatItDidUntilTheRoleIsBackAndALaterArrivalTouchesIt(Scenarios scenarios) {
        try (Scenario scenario = scenarios
                .open("a0 b0 c0 c1")
                .perform("do b0 create q0 3; do a0 create p0 1")
                .sync("b0", "a0", "c0", "c1")
                .perform("do c0 add q0 100; do c1 add q0 1000; do a0 addall 5")
                .sync("a0", "b0")) {
            scenario.requireOnServer("q0", "x", 8).perform("unrole b").sync("c0");
            scenario.requireOnServer("q0", "x", 8);

            scenario.perform("role b").sync("c1").drain();
            scenario.requireEverywhere("q0", "x", 1108);
        }
    }
}
