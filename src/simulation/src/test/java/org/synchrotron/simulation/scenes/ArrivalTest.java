package org.synchrotron.simulation.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;

/** What comes late, twice, or from somebody who knows more. */
@ExtendWith(Stage.Keeper.class)
class ArrivalTest {

    @Test
    void aLateRecordCountsAtItsPlaceAndTheServerCorrectsWhatThatChanges(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0").sync("a0", "b0")) {
            scene.play("do b0 append p1 v; do a0 append p1 w").sync("a0", "b0").rest();

            scene.everywhere("p1", "t", "vw");
            assertThat(scene.corrections()).hasSize(1);
            Entry correction = scene.corrections().get(0);
            assertThat(correction.client()).isEqualTo(Entry.SERVER);
            assertThat(correction.changes()).extracting(Change::row).containsExactly("items/p1");
            assertThat(correction.changes().get(0).cells())
                    .containsOnlyKeys("t")
                    .containsEntry("t", "\"vw\"");
        }
    }

    @Test
    void whatArrivesInItsOrderNeedsNoCorrection(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0").sync("a0", "b0")) {
            scene.play("do b0 append p1 v; do a0 append p1 w").sync("b0", "a0").rest();

            scene.everywhere("p1", "t", "vw");
            assertThat(scene.corrections()).isEmpty();
        }
    }

    @Test
    void aLateRecordMayTurnAnOutcomeAndTheAuthorIsTold(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0").sync("a0", "b0")) {
            scene.play("do b0 add p1 9; do a0 claim p1").sync("a0");
            assertThat(scene.only("claim").outcome()).isEqualTo("applied");

            scene.sync("b0").rest().everywhere("p1", "x", 9);

            assertThat(scene.only("claim").outcome()).isEqualTo("rejected");
            assertThat(scene.only("claim").code()).isEqualTo("full");
            assertThat(scene.dump("a0")).anyMatch(line -> line.contains("'full'") && line.contains("claim_v1"));
        }
    }

    /** An upload arrives twice; the server takes one and cannot say so; the answer is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"twice a0 up", "deafcommit", "answer a0 up"})
    void whatArrivesAgainCountsOnce(String trouble, Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0").sync("a0", "b0")) {
            scene.at("online a0")
                    .pass(10_000)
                    .at(trouble)
                    .play("do a0 add p1 5")
                    .rest();

            scene.everywhere("p1", "x", 5);
            assertThat(scene.log()).hasSize(2);
        }
    }

    @Test
    void ofAnActionThatTheServerDoesNotKnowTheRowChangesCount(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0").sync("a0", "b0")) {
            scene.play("do b0 add p1 3; do a0 legacy p1 5").sync("a0", "b0").rest();

            scene.everywhere("p1", "x", 5);
            assertThat(scene.only("legacy").outcome()).isEqualTo("applied");
        }
    }

    @Test
    void whatAnUnknownActionMayNotWriteIsRejectedAndTheRowIsTakenBack(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0; do a0 legacyintrude ubx1; do a0 add p1 1")) {
            scene.sync("a0").rest();

            scene.everywhere("p1", "x", 1).nowhere("ubx1");
            assertThat(scene.only("legacyintrude").code()).isEqualTo("access-denied");
        }
    }

    @Test
    void ofAnActionThatNoClientKnowsTheKnownEffectsCountAmongWhatIsPending(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0").sync("a0", "b0")) {
            scene.play("do b0 append p1 lost; serve a notice p1 news; do b0 append p1 v");

            long before = scene.cursor("b0");
            scene.at("online b0").passUntil(() -> scene.cursor("b0") > before);
            assertThat(scene.rows("b0").get("items/p1").orElseThrow().cells()).containsEntry("t", "\"newsv\"");

            scene.rest().everywhere("p1", "t", "newsv");
        }
    }
}
