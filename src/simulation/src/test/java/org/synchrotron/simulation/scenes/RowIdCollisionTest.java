package org.synchrotron.simulation.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.action.RowIdCollision;
import org.synchrotron.client.ActionFailed;

/** Two rows of one record that have the same identity, and so the same id. */
@ExtendWith(Stage.Keeper.class)
class RowIdCollisionTest {

    private static final String SENTENCE =
            "two rows of items have the same identity {\"audience\":\"p\"}, and so the same id";

    @ParameterizedTest
    @ValueSource(strings = {"again", "same", "batch"})
    void fileAndServerNameTableAndIdentityAndStoreNothing(String way, Stage stage) {
        try (Scene scene = stage.open("a0").play("do a0 create p1 0").sync("a0")) {
            List<String> before = scene.dump("a0");

            assertThatThrownBy(() -> scene.at("do a0 twins p p1 " + way))
                    .isInstanceOf(ActionFailed.class)
                    .hasMessageContaining("twins_v1")
                    .hasMessageContaining(SENTENCE)
                    .hasCauseInstanceOf(RowIdCollision.class);
            assertThatThrownBy(() -> scene.at("serve b twins p p1 " + way))
                    .isInstanceOf(RowIdCollision.class)
                    .hasMessageContaining(SENTENCE);

            assertThat(scene.dump("a0")).isEqualTo(before);
            scene.rest();
            assertThat(scene.log()).hasSize(1);
        }
    }

    @Test
    void aNameThatIsTakenIsNoCollisionOfIdentities(Stage stage) {
        try (Scene scene = stage.open("a0").play("do a0 create p1 0").sync("a0")) {
            assertThatThrownBy(() -> scene.at("do a0 twins p p1 name"))
                    .isInstanceOf(ActionFailed.class)
                    .hasMessageContaining("UNIQUE constraint failed: items.id")
                    .hasMessageNotContaining("identity");
            assertThatThrownBy(() -> scene.at("serve b twins p p1 name"))
                    .isNotInstanceOf(RowIdCollision.class)
                    .hasMessageContaining("items_pkey");
        }
    }

    @Test
    void whatCollidesOnlyAtItsPlaceInHistoryIsRejectedThereAndTheValuesAreToldToNobody(Stage stage) {
        try (Scene scene = stage.open("a0 b0")) {
            scene.play("do b0 create p1 0; do a0 twins p p1 again").sync("a0");
            assertThat(scene.only("twins").isRejected()).isFalse();

            scene.sync("b0").rest();

            assertThat(scene.only("twins").code()).isEqualTo("failed");
            assertThat(scene.rows().byName()).containsOnlyKeys("items/p1");
            assertThat(scene.dump("b0"))
                    .anyMatch(line ->
                            line.contains("twins_v1 inserts two rows of items with the same identity (audience)"));
        }
    }
}
