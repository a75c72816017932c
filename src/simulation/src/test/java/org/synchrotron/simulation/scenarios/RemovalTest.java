package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.simulation.oracle.Entry;

@DisplayName("After the server has removed the beginning of its log")
@ExtendWith(Scenarios.Resolver.class)
class RemovalTest {

    @Test
    void aDeviceThatWasAwayGetsRowsAndItsWorkCountsAsDoneNow(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 append p1 b; wait 60000; do a0 append p1 a").sync("a0");
            scenario.perform("wait 60000; do a0 append p1 c").sync("a0");
            scenario.perform("retain 30000");
            assertThat(scenario.removed()).isGreaterThan(1);

            scenario.drain().requireEverywhere("p1", "t", "acb");

            Entry late = scenario.log().get(scenario.log().size() - 1);
            assertThat(late.client()).isEqualTo("b0");
            assertThat(scenario.uploadedRecords().stream()
                            .filter(record -> record.id().value().equals(late.id()))
                            .map(record -> record.clock())
                            .distinct())
                    .as("its clocks: as it was executed, and as it was taken")
                    .hasSize(2);
        }
    }

    @Test
    void whatWasAcceptedAndNotAnsweredCountsOnce(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do a0 add p1 5; online a0; offline a0")
                    .perform("do a0 add p1 7; online a0; answer a0 down; wait 100; offline a0");
            scenario.perform("wait 60000; do b0 append p1 x").sync("b0").perform("retain 5000");
            assertThat(scenario.removed()).isGreaterThan(1);

            scenario.drain().requireEverywhere("p1", "x", 12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"outage 5000", "restart"})
    void itGoesOnAfterAFault(String fault, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do a0 add p1 5; wait 60000; do a0 append p1 x").sync("a0");
            scenario.performNow(fault).performNow("retain 5000").perform("wait 6000; retain 5000");
            assertThat(scenario.removed()).isPositive();
            scenario.perform("do b0 add p1 2").drain().requireEverywhere("p1", "x", 7);
        }
    }

    @Test
    void aLateRecordAboveTheFloorFindsTheRowsAsTheyWereThere(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do a0 append p1 1; wait 60000; do b0 append p1 b; do a0 append p1 a")
                    .sync("a0")
                    .perform("do a0 append p1 c")
                    .sync("a0");
            scenario.perform("retain 30000");
            assertThat(scenario.removed()).isPositive();

            scenario.drain().requireEverywhere("p1", "t", "1bac");
        }
    }
}
