package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.Footprint;

@DisplayName("A record of another user is predicted")
class PredictedAudiencesTest {

    private final PredictedAudiences predicted = new PredictedAudiences(Set.of("p", "q")::contains);

    @Test
    void onlyAfterAPrediction() {
        assertThat(predicted.meets(Footprint.GRANT)).isFalse();
        assertThat(predicted.meets(Footprint.audience("p"))).isFalse();
        predicted.add(Footprint.audience("p"));
        assertThat(predicted.meets(Footprint.GRANT)).isTrue();
    }

    @Test
    void whereItReadsWhatMayDiffer() {
        predicted.add(Footprint.audience("p").reading("q"));
        assertThat(predicted.meets(Footprint.audience("p"))).isTrue();
        assertThat(predicted.meets(Footprint.audience("q").reading("p"))).isTrue();
        assertThat(predicted.meets(Footprint.audience("q"))).isFalse();
        predicted.add(Footprint.GRANT);
        assertThat(predicted.meets(Footprint.audience("q"))).isTrue();
    }

    @Test
    void withinTheViewOfThisReplicasUser() {
        predicted.add(Footprint.GRANT);
        assertThat(predicted.meets(Footprint.audience("p").reading("hidden"))).isFalse();
    }
}
