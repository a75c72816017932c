package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.simulation.oracle.Rows;

/** An old program, whose accounts do not count how often their balance changes, is replaced. */
@ExtendWith(Scenarios.Resolver.class)
@DisplayName("A client with an old program")
class UpgradeTest {

    private static Scenario money(Scenarios scenarios) {
        return scenarios
                .open("a0 a1/0 b0")
                .perform("do a0 open p0; do a0 open p1; do a0 transfer p0 p1 5")
                .sync("a0", "a1", "b0");
    }

    private static String account(Rows rows) {
        return rows.get("accounts/p0").orElseThrow().cells().toString();
    }

    @Test
    void worksOnWithoutTheColumnThatItDoesNotHave(Scenarios scenarios) {
        try (Scenario scenario = money(scenarios)) {
            assertThat(account(scenario.rows("a1"))).isEqualTo("{balance=45}");
            scenario.perform("do b0 transfer p0 p1 7; do a1 transfer p0 p1 1")
                    .sync("b0", "a1")
                    .drain();
            assertThat(account(scenario.rows())).isEqualTo("{balance=37, moves=3}");
            assertThat(account(scenario.rows("a1"))).isEqualTo("{balance=37}");
        }
    }

    @Test
    void getsTheColumnAsRowsAfterAnUpgradeUnderPendingWork(Scenarios scenarios) {
        try (Scenario scenario = money(scenarios)) {
            scenario.perform("do b0 transfer p0 p1 7; do a1 transfer p0 p1 1")
                    .sync("b0")
                    .perform("upgrade a1; wait 3000; do a1 transfer p0 p1 2");
            assertThat(account(scenario.rows("a1"))).startsWith("{balance=42, ");
            scenario.sync("a1").drain();
            assertThat(account(scenario.rows())).isEqualTo("{balance=35, moves=4}");
            assertThat(account(scenario.rows("a1"))).isEqualTo("{balance=35, moves=4}");
        }
    }
}
