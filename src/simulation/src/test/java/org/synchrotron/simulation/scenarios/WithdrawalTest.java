package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that an operator withdraws. */
@ExtendWith(Scenarios.Resolver.class)
class WithdrawalTest {

    @Test
    void whatDependsOnItRunsAgainEverywhere(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 add p1 9; do a0 claim p1").sync("a0", "b0").drain();
            assertThat(scenario.onlyRecord("claim").code()).isEqualTo("full");

            scenario.perform("withdraw 0").drain().requireEverywhere("p1", "x", 1);

            assertThat(scenario.onlyRecord("add").outcome()).isEqualTo("withdrawn");
            assertThat(scenario.onlyRecord("claim").outcome()).isEqualTo("adapted");
            assertThat(scenario.dump("a0")).anyMatch(line -> line.contains("'withdrawn'"));
        }
    }

    @Test
    void pendingAndLateWorkGoesWithoutIt(Scenarios scenarios) {
        try (Scenario scenario = scenarios
                .open("a0 b0")
                .perform("do a0 create p1 0")
                .sync("a0", "b0")
                .perform("do b0 append p1 b; do a0 append p1 x")) {
            scenario.sync("a0").perform("do a0 append p1 y; withdraw 0");
            scenario.drain().requireEverywhere("p1", "t", "by");
        }
    }

    /** The server fails, or its database is away, when the withdrawal is due. */
    @ParameterizedTest
    @ValueSource(strings = {"full 1", "locked 2", "outage 20000", "restart", "unrole a", "spoil 0"})
    void itIsCarriedOutLater(String fault, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do a0 add p1 9").sync("a0", "b0");
            scenario.performNow(fault).performNow("withdraw 0").drain();
            assertThat(scenario.onlyRecord("add").outcome()).isEqualTo("withdrawn");
        }
    }
}
