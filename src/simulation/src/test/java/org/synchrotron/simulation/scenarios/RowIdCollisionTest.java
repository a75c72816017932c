package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.action.RowIdCollision;
import org.synchrotron.client.ActionFailed;

/** One record inserts two rows with the same identity, and so with the same id. */
@ExtendWith(Scenarios.Resolver.class)
class RowIdCollisionTest {

    private static final String SENTENCE =
            "two rows of items have the same identity {\"audience\":\"p\"}, and so the same id";

    @ParameterizedTest
    @ValueSource(strings = {"again", "same", "batch"})
    void clientAndServerReportTableAndIdentityAndStoreNothing(String way, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0").perform("do a0 create p1 0").sync("a0")) {
            List<String> before = scenario.dump("a0");

            assertThatThrownBy(() -> scenario.performNow("do a0 inserttwice p p1 " + way))
                    .isInstanceOf(ActionFailed.class)
                    .hasMessageContaining("inserttwice_v1")
                    .hasMessageContaining(SENTENCE)
                    .hasCauseInstanceOf(RowIdCollision.class);
            assertThatThrownBy(() -> scenario.performNow("serve b inserttwice p p1 " + way))
                    .isInstanceOf(RowIdCollision.class)
                    .hasMessageContaining(SENTENCE);

            assertThat(scenario.dump("a0")).isEqualTo(before);
            scenario.drain();
            assertThat(scenario.log()).hasSize(1);
        }
    }

    @Test
    void duplicateGivenIdIsNoCollisionOfIdentities(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0").perform("do a0 create p1 0").sync("a0")) {
            assertThatThrownBy(() -> scenario.performNow("do a0 inserttwice p p1 name"))
                    .isInstanceOf(ActionFailed.class)
                    .hasMessageContaining("UNIQUE constraint failed: items.id")
                    .hasMessageNotContaining("identity");
            assertThatThrownBy(() -> scenario.performNow("serve b inserttwice p p1 name"))
                    .isNotInstanceOf(RowIdCollision.class)
                    .hasMessageContaining("items_pkey");
        }
    }

    @Test
    void collisionThatDependsOnHistoryIsRejectedWithoutRevealingValues(Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("a0 b0")) {
            scenario.perform("do a0 create ua0 1").sync("a0");
            scenario.perform("do b0 create p1 0; do a0 inserttwice p p1 again").sync("a0");
            assertThat(scenario.onlyRecord("inserttwice").isRejected()).isFalse();

            scenario.sync("b0").drain();

            assertThat(scenario.onlyRecord("inserttwice").code()).isEqualTo("failed");
            assertThat(scenario.rows().byName()).containsOnlyKeys("items/p1", "items/ua0");
            assertThat(scenario.dump("b0"))
                    .anyMatch(line -> line.contains(
                            "inserttwice_v1 inserts two rows of items with the same identity (audience)"));
        }
    }
}
