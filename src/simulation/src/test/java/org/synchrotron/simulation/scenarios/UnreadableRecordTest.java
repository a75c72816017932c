package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server cannot read a record of its log any more. */
@ExtendWith(Scenarios.Resolver.class)
class UnreadableRecordTest {

    @Test
    void keepsItsKnownEffectsWhenALateRecordTouchesItAndBlocksNobody(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0 c0").perform("do a0 create p1 4").sync("a0", "b0")) {
            scenario.perform("do b0 add p1 100; do a0 add p1 1")
                    .sync("a0")
                    .perform("spoil 0")
                    .sync("b0")
                    .drain();
            scenario.requireOnServer("p1", "x", 5);
            assertThat(scenario.rows("a0").byName()).isEqualTo(scenario.rows().byName());
            assertThat(scenario.rows("c0").get("items/p1"))
                    .as("who comes later does without it")
                    .hasValueSatisfying(row -> assertThat(row.number("x")).isEqualTo(104));
        }
    }
}
