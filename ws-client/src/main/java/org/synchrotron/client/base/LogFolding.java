package org.synchrotron.client.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.store.Database;
import org.synchrotron.client.store.LogCut;
import org.synchrotron.client.store.Store;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;

/**
 * Makes what is known the base, and removes the records behind it from the log. A replica needs none of them: what arrives with an earlier
 * place comes as rows. Not thread-safe: one thread at a time may use it.
 */
public final class LogFolding {

    /** With pending records, which are predicted again then, the log is cut only when it is so many times as long. */
    private static final int PATIENCE = 8;

    private final Store store;
    private final Reconciler reconciler;

    public LogFolding(Store store, Reconciler reconciler) {
        this.store = store;
        this.reconciler = reconciler;
    }

    /**
     * Removes all accepted records. Afterwards pending records are not applied: {@link Reconciler#predict} belongs into the same
     * transaction, in which constraints are not enforced.
     *
     * @return how many records were undone
     */
    int all() {
        int undone = reconciler.withoutPredictions();
        store.wanted().cut(LogCut.EVERYTHING);
        store.state().deferred(Optional.empty());
        return undone;
    }

    /**
     * Deletes all records that are pending or quarantined, and asks for all rows anew.
     *
     * @return the deleted records, in replay order
     */
    public List<ActionRecord> discardUnaccepted() {
        return store.transactionWithoutConstraints("a hard resync cannot be stored", () -> {
            all();
            List<ActionRecord> discarded = new ArrayList<>();
            store.quarantine().all().forEach(each -> discarded.add(each.record()));
            store.quarantine()
                    .deleteRecords(discarded.stream().map(ActionRecord::id).toList());
            for (LogEntry each : store.records().pending()) {
                discarded.add(each.record());
                store.effects().replace(each.record().id(), List.of());
                store.records().forget(each.record().id());
            }
            store.state().lacksAll();
            discarded.sort(Comparator.comparing(ReplayKey::of));
            return discarded;
        });
    }

    /** Predicts pending records again, with constraints, which a transaction that replaces rows does without. */
    void predictAgain() {
        Optional<ReplayKey> pending = store.database()
                .read("pending records cannot be read", () -> store.records().firstPending());
        if (pending.isPresent()) {
            store.transactionOfReplay("pending records cannot be applied", true, reconciler::predict);
        }
    }

    /** {@return whether the log was cut, because it was longer than the application wants} Also forgets own records after their time. */
    public boolean cutIfDue() {
        Duration history = store.settings().keeping().history();
        if (history != null) {
            long since = store.state().clock().wallMillis() - history.toMillis();
            HybridTimestamp before = new HybridTimestamp(Math.max(0, since), 0);
            return measured(() -> store.cut().accepted(before, 1) > 0) && cutBefore(before);
        }
        boolean due = measured(this::isLong);
        if (due && !cutButLatest()) {
            cut();
        }
        return due;
    }

    private boolean cutButLatest() {
        return store.database()
                .read(
                        "the log cannot be measured",
                        () -> store.cut()
                                .beforeLatest(store.settings().keeping().latest()))
                .filter(this::cutBefore)
                .isPresent();
    }

    private boolean measured(Database.Work<Boolean> due) {
        return store.database().read("the log cannot be measured", due);
    }

    private boolean isLong() {
        int most = store.settings().keeping().cutAt();
        int held = store.cut().accepted(LogCut.EVERYTHING, most * PATIENCE + 1);
        return held > most && (store.records().firstPending().isEmpty() || held > most * PATIENCE);
    }

    /** Cuts all of the log. */
    public void cut() {
        store.transactionWithoutConstraints("the log cannot be cut", () -> {
            all();
            forgetOld();
            return reconciler.predict();
        });
        predictAgain();
    }

    private boolean cutBefore(HybridTimestamp before) {
        return store.transactionWithoutConstraints("the log cannot be cut", () -> {
            if (store.records().firstPending().isPresent()
                    || isWithinDeferredSpan(before)
                    || store.cut().isNeededAfter(before)) {
                return false;
            }
            HybridTimestamp base = store.state().base();
            store.wanted().cut(before);
            store.state().deferred(store.state().deferred().filter(span -> isAfter(span.from(), before)));
            forgetOld();
            return !base.equals(store.state().base());
        });
    }

    /** Records of a span are undone together. */
    private boolean isWithinDeferredSpan(HybridTimestamp before) {
        return store.state()
                .deferred()
                .filter(span -> span.to() == null || (!isAfter(span.from(), before) && isAfter(span.to(), before)))
                .isPresent();
    }

    private static boolean isAfter(ReplayKey place, HybridTimestamp clock) {
        return place.clock().compareTo(clock) > 0;
    }

    private void forgetOld() {
        long own = store.settings().keeping().own().toMillis();
        store.past().forget(store.state().clock().wallMillis() - own);
        store.quarantine().edits().forget();
    }
}
