package org.synchrotron.client.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.DeferredSpan;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;

/** Brings the tables to what the log gives. Every method runs inside the caller's transaction. Not thread-safe. */
public final class Reconciler {

    private final Store store;
    private final Logic logic;
    private final Predictions predictions;
    private final FailedLogic failures;
    private final ReplayCounts counts = new ReplayCounts();

    public Reconciler(Store store, Logic logic, FailedLogic failures) {
        this.store = store;
        this.logic = logic;
        this.predictions = new Predictions(store);
        this.failures = failures;
    }

    /** {@return how often logic ran again} */
    public ReplayCounts counts() {
        return counts;
    }

    /** Makes the tables what the log gives after this change. */
    public Replayed reconcile(LogChange arrivals) {
        Optional<ReplayKey> firstPending = store.records().firstPending();
        Optional<ReplayKey> wrong = predictions.settle(arrivals, firstPending);
        Optional<ReplayKey> changed =
                Stream.of(arrivals.from(), wrong).flatMap(Optional::stream).min(ReplayKey::compareTo);
        Optional<DeferredSpan> deferred = store.state().deferred();
        Optional<ReplayKey> from = deferred.isPresent() ? deferred.get().backTo(changed) : changed;
        if (from.isEmpty()) {
            return Replayed.NOTHING;
        }
        List<RecordSummary> suffix = store.records().from(from.get());
        ReplayPlan plan = ReplayPlan.of(suffix, firstPending, each -> each.isBase() && logic.knows(each.tag()));
        Replay replay = new Replay(store, logic, failures, counts, arrivals.effects());
        firstPending
                .filter(first -> first.isBefore(from.get()))
                .ifPresent(first -> replay.causes().goOnAfter(first, from.get()));
        Replayed replayed = replay.carryOut(plan);
        store.state()
                .deferred(joined(deferred.filter(stretch -> stretch.from().isBefore(from.get())), replay.deferred()));
        return replayed;
    }

    /**
     * Makes the tables what the known effects alone give, without pending records.
     *
     * @return how many records were undone
     */
    public int withoutPredictions() {
        Optional<ReplayKey> from = Stream.of(
                        store.records().firstPending(), store.state().deferred().map(DeferredSpan::from))
                .flatMap(Optional::stream)
                .min(ReplayKey::compareTo);
        if (from.isEmpty()) {
            return 0;
        }
        List<RecordSummary> suffix = store.records().from(from.get());
        Replay replay = new Replay(store, logic, failures, counts, Map.of());
        Replayed replayed = replay.carryOut(ReplayPlan.known(suffix));
        store.records()
                .mark(
                        suffix.stream()
                                .filter(each -> !each.status().isInLog())
                                .map(RecordSummary::id)
                                .toList(),
                        Applied.NOTHING);
        store.state().deferred(replay.deferred());
        return replayed.undone();
    }

    /** Applies the pending records again after {@link #withoutPredictions}. */
    public Replayed predict() {
        return reconcile(new LogChange(store.records().firstPending(), Optional.empty(), Map.of()));
    }

    private static Optional<DeferredSpan> joined(Optional<DeferredSpan> before, Optional<DeferredSpan> found) {
        return before.isEmpty() || found.isEmpty()
                ? found.or(() -> before)
                : Optional.of(new DeferredSpan(before.get().from(), found.get().to()));
    }
}
