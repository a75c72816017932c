package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Entries;
import org.synchrotron.client.reconcile.ReplayPlan.Step;
import org.synchrotron.client.reconcile.ReplayPlan.Way;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.RecordStatus;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

@DisplayName("A replay plan")
class ReplayPlanTest {

    private static RecordSummary record(long time, String tag, RecordStatus status, Applied applied) {
        ReplayKey key = new ReplayKey(new HybridTimestamp(time, 1), new ClientId("c"), Entries.id("r" + time));
        return new RecordSummary(key, tag, new UserId("bob"), status, applied);
    }

    private static ReplayPlan plan(RecordSummary... suffix) {
        Optional<ReplayKey> firstPending = List.of(suffix).stream()
                .filter(summary -> summary.status() == RecordStatus.PENDING)
                .map(RecordSummary::key)
                .findFirst();
        return ReplayPlan.of(
                List.of(suffix), firstPending, summary -> summary.tag().equals("known_v1"));
    }

    @Test
    void appliesKnownEffectsWhenNothingIsPending() {
        assertThat(plan(
                                record(1, "known_v1", RecordStatus.ACCEPTED, Applied.NOTHING),
                                record(2, "other_v1", RecordStatus.ACCEPTED, Applied.NOTHING))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.KNOWN, Way.KNOWN);
    }

    @Test
    void runsLogicFromTheFirstPendingRecordOn() {
        assertThat(plan(
                                record(1, "known_v1", RecordStatus.ACCEPTED, Applied.NOTHING),
                                record(2, "known_v1", RecordStatus.PENDING, Applied.LOGIC),
                                record(3, "known_v1", RecordStatus.ACCEPTED, Applied.NOTHING),
                                record(4, "known_v1", RecordStatus.PENDING, Applied.LOGIC))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.KNOWN, Way.PREDICT, Way.RUN, Way.PREDICT);
    }

    @Test
    void appliesKnownEffectsIfItLacksTheCode() {
        assertThat(plan(
                                record(1, "known_v1", RecordStatus.PENDING, Applied.NOTHING),
                                record(2, "other_v1", RecordStatus.ACCEPTED, Applied.NOTHING))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.PREDICT, Way.KNOWN);
    }

    @Test
    void judgesCorrectionsWhereverTheyStand() {
        assertThat(plan(
                                record(1, SystemTags.CORRECTION, RecordStatus.ACCEPTED, Applied.NOTHING),
                                record(2, "known_v1", RecordStatus.PENDING, Applied.NOTHING),
                                record(3, SystemTags.CORRECTION, RecordStatus.ACCEPTED, Applied.NOTHING))
                        .steps())
                .extracting(Step::way)
                .containsExactly(Way.WITHOUT_STALE_CELLS, Way.PREDICT, Way.WITHOUT_STALE_CELLS);
    }

    @Test
    void undoesWhatIsAppliedAndNothingElse() {
        RecordSummary applied = record(2, "known_v1", RecordStatus.ACCEPTED, Applied.KNOWN);

        assertThat(plan(record(1, "known_v1", RecordStatus.ACCEPTED, Applied.NOTHING), applied)
                        .undo())
                .containsExactly(applied.id());
    }
}
