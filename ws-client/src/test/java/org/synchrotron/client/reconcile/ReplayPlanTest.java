package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Entries;
import org.synchrotron.client.reconcile.ReplayPlan.Step;
import org.synchrotron.client.reconcile.ReplayPlan.Way;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

@DisplayName("A replay plan")
class ReplayPlanTest {

    private static RecordSummary record(long time, String tag, boolean pending, @Nullable Applied applied) {
        ReplayKey key = new ReplayKey(new HybridTimestamp(time, 1), new ClientId("c"), Entries.id("r" + time));
        return new RecordSummary(key, tag, new UserId("bob"), pending, false, applied);
    }

    private static ReplayPlan plan(RecordSummary... suffix) {
        Optional<ReplayKey> firstPending = List.of(suffix).stream()
                .filter(RecordSummary::pending)
                .map(RecordSummary::key)
                .findFirst();
        return ReplayPlan.of(
                List.of(suffix), firstPending, summary -> summary.tag().equals("known_v1"));
    }

    @Test
    void takesKnownEffectsWhenNothingIsPending() {
        assertThat(plan(record(1, "known_v1", false, null), record(2, "other_v1", false, null))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.KNOWN, Way.KNOWN);
    }

    @Test
    void runsLogicFromTheFirstPendingRecordOn() {
        assertThat(plan(
                                record(1, "known_v1", false, null),
                                record(2, "known_v1", true, Applied.LOGIC),
                                record(3, "known_v1", false, null),
                                record(4, "known_v1", true, Applied.LOGIC))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.KNOWN, Way.PREDICT, Way.RUN, Way.PREDICT);
    }

    @Test
    void takesKnownEffectsWhereItLacksTheCode() {
        assertThat(plan(record(1, "known_v1", true, null), record(2, "other_v1", false, null))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.PREDICT, Way.KNOWN);
    }

    @Test
    void judgesCorrectionsWhereverTheyStand() {
        assertThat(plan(
                                record(1, SystemTags.CORRECTION, false, null),
                                record(2, "known_v1", true, null),
                                record(3, SystemTags.CORRECTION, false, null))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.LIVE, Way.PREDICT, Way.LIVE);
    }

    @Test
    void withdrawsPendingCorrections() {
        RecordSummary correction = record(1, SystemTags.CORRECTION, true, Applied.KNOWN);

        ReplayPlan plan = plan(correction, record(2, "known_v1", true, null));

        assertThat(plan.undo()).containsExactly(correction.id());
        assertThat(plan.withdrawn()).containsExactly(correction.id());
        assertThat(plan.steps()).extracting(Step::way).containsExactly(Way.PREDICT);
    }

    @Test
    void exploresByLogicWhereItIsHereAndTheRecordCounts() {
        RecordSummary rejected = new RecordSummary(
                record(3, "known_v1", false, null).key(), "known_v1", new UserId("bob"), false, true, Applied.KNOWN);

        assertThat(ReplayPlan.exploring(
                                List.of(
                                        record(1, "known_v1", false, Applied.KNOWN),
                                        record(2, "other_v1", false, Applied.KNOWN),
                                        rejected,
                                        record(4, SystemTags.CORRECTION, false, Applied.KNOWN)),
                                summary -> summary.tag().equals("known_v1"))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.RUN, Way.KNOWN, Way.KNOWN, Way.LIVE);
    }

    @Test
    void undoesWhatIsAppliedAndNothingElse() {
        RecordSummary applied = record(2, "known_v1", false, Applied.KNOWN);

        assertThat(plan(record(1, "known_v1", false, null), applied).undo()).containsExactly(applied.id());
    }
}
