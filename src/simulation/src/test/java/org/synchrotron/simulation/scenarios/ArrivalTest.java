package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;

/** Records that arrive late or twice, and records of actions that the receiver does not know. */
@ExtendWith(Scenarios.Resolver.class)
class ArrivalTest {

    @Test
    void lateRecordCountsAtItsPlaceAndCausesOneCorrection(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 append p1 v; do a0 append p1 w")
                    .sync("a0", "b0")
                    .drain();

            scenario.requireEverywhere("p1", "t", "vw");
            assertThat(scenario.corrections()).hasSize(1);
            Entry correction = scenario.corrections().get(0);
            assertThat(correction.client()).isEqualTo(Entry.SERVER);
            assertThat(correction.changes()).extracting(Change::row).containsExactly("items/p1");
            assertThat(correction.changes().get(0).cells())
                    .containsOnlyKeys("t")
                    .containsEntry("t", "\"vw\"");
        }
    }

    @Test
    void recordsThatArriveInReplayOrderNeedNoCorrection(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 append p1 v; do a0 append p1 w")
                    .sync("b0", "a0")
                    .drain();

            scenario.requireEverywhere("p1", "t", "vw");
            assertThat(scenario.corrections()).isEmpty();
        }
    }

    @Test
    void lateRecordChangesAnOutcomeAndTheAuthorIsInformed(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 add p1 9; do a0 claim p1").sync("a0");
            assertThat(scenario.onlyRecord("claim").outcome()).isEqualTo("applied");

            scenario.sync("b0").drain().requireEverywhere("p1", "x", 9);

            assertThat(scenario.onlyRecord("claim").outcome()).isEqualTo("rejected");
            assertThat(scenario.onlyRecord("claim").code()).isEqualTo("full");
            assertThat(scenario.dump("a0")).anyMatch(line -> line.contains("'full'") && line.contains("claim_v1"));
        }
    }

    /** An upload arrives twice; an upload is committed but the server gets an error; an answer is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"twice a0 up", "deafcommit", "answer a0 up"})
    void repeatedArrivalCountsOnce(String fault, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.performNow("online a0")
                    .pass(10_000)
                    .performNow(fault)
                    .perform("do a0 add p1 5")
                    .drain();

            scenario.requireEverywhere("p1", "x", 5);
            assertThat(scenario.log()).hasSize(2);
        }
    }

    @Test
    void rowChangesOfAnActionUnknownToTheServerAreApplied(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 add p1 3; do a0 legacy p1 5")
                    .sync("a0", "b0")
                    .drain();

            scenario.requireEverywhere("p1", "x", 5);
            assertThat(scenario.onlyRecord("legacy").outcome()).isEqualTo("applied");
        }
    }

    @Test
    void unknownActionThatWritesAForeignRowIsRejectedAndTheRowIsRemoved(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0; do a0 legacyintrude ubx1; do a0 add p1 1")) {
            scenario.sync("a0").drain();

            scenario.requireEverywhere("p1", "x", 1).requireNowhere("ubx1");
            assertThat(scenario.onlyRecord("legacyintrude").code()).isEqualTo("access-denied");
        }
    }

    @Test
    void knownEffectsOfAnActionUnknownToClientsAreAppliedAmongPendingRecords(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 append p1 lost; serve a notice p1 news; do b0 append p1 v");

            long before = scenario.cursor("b0");
            scenario.performNow("online b0").passUntil(() -> scenario.cursor("b0") > before);
            assertThat(scenario.rows("b0").get("items/p1").orElseThrow().cells())
                    .containsEntry("t", "\"newsv\"");

            scenario.drain().requireEverywhere("p1", "t", "newsv");
        }
    }
}
