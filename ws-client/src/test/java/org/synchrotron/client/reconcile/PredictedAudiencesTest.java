package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.Footprint;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;

@DisplayName("A record of another user is predicted")
class PredictedAudiencesTest {

    private final PredictedAudiences predicted = new PredictedAudiences(Set.of("p", "q")::contains);

    private static ReplayKey own(int place) {
        return new ReplayKey(
                new HybridTimestamp(place, place),
                new ClientId("alices-phone"),
                new ActionId(new UUID(0, place).toString()));
    }

    @Test
    void onlyAfterAPrediction() {
        assertThat(predicted.metBy(Footprint.GRANT)).isEmpty();
        assertThat(predicted.metBy(Footprint.audience("p"))).isEmpty();
        predicted.add(Footprint.audience("p"), own(1));
        assertThat(predicted.metBy(Footprint.GRANT)).contains(own(1));
    }

    @Test
    void whereItReadsWhatMayDiffer() {
        predicted.add(Footprint.audience("p").reading("q"), own(1));
        assertThat(predicted.metBy(Footprint.audience("p"))).contains(own(1));
        assertThat(predicted.metBy(Footprint.audience("q").reading("p"))).contains(own(1));
        assertThat(predicted.metBy(Footprint.audience("q"))).isEmpty();
        predicted.add(Footprint.GRANT, own(2));
        assertThat(predicted.metBy(Footprint.audience("q"))).contains(own(2));
    }

    @Test
    void withinTheViewOfThisReplicasUser() {
        predicted.add(Footprint.GRANT, own(1));
        assertThat(predicted.metBy(Footprint.audience("p").reading("hidden"))).isEmpty();
    }

    @Test
    void becauseOfTheLatestRecordThatItMeets() {
        predicted.add(Footprint.GRANT, own(1));
        predicted.add(Footprint.audience("p"), own(3));
        predicted.add(Footprint.audience("p"), own(2));
        assertThat(predicted.metBy(Footprint.audience("p"))).contains(own(3));
        assertThat(predicted.metBy(Footprint.audience("q"))).contains(own(1));
        assertThat(predicted.metBy(Footprint.GRANT)).contains(own(3));
    }
}
