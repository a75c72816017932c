package org.synchrotron.client.quarantine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.synchrotron.client.BuildsOn;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.reconcile.LogChange;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;

/**
 * Quarantines records that the server refuses, so that they do not block others (rule 9).
 *
 * <pre>
 *   pending   --refused-->  quarantined
 *   quarantined --retry-->    pending, with other arguments if the program gives some
 *   quarantined --discard-->  gone
 *   quarantined --delivered--> accepted, those that build on it pending (see {@link Release})
 * </pre>
 *
 * Each step is one transaction, including its replay. Not thread-safe: one thread at a time may use it.
 */
public final class Quarantine {

    private final Store store;
    private final Reconciler reconciler;
    private final Release release;

    public Quarantine(Store store, Reconciler reconciler) {
        this.store = store;
        this.reconciler = reconciler;
        this.release = new Release(store);
    }

    /** Quarantines a pending record and the later ones that build on it, and undoes their changes. */
    public Quarantined quarantine(ActionId refused, String code, String message) {
        return store.transactionOfReplay("record " + refused + " cannot be quarantined", true, () -> {
            List<LogEntry> pending = pendingFrom(refused);
            return pending.isEmpty() ? Quarantined.NOTHING : quarantine(pending, code, message);
        });
    }

    private List<LogEntry> pendingFrom(ActionId refused) {
        List<LogEntry> from = new ArrayList<>();
        for (LogEntry entry : store.records().pending()) {
            if (!from.isEmpty() || entry.record().id().equals(refused)) {
                from.add(store.effects().pending(entry.record()));
            }
        }
        return from;
    }

    private Quarantined quarantine(List<LogEntry> pending, String code, String message) {
        ActionRecord refused = pending.get(0).record();
        ReplayKey from = ReplayKey.of(refused);
        Optional<ReplayKey> predictedFrom = store.records().firstPending();
        int undone = takeBack(from);
        Instant now = Instant.ofEpochMilli(store.state().clock().wallMillis());
        Map<ActionId, BuildsOn> dependents = Dependents.of(Set.of(refused.id()), pending);
        List<QuarantinedRecord> records = pending.stream()
                .map(LogEntry::record)
                .filter(each -> each.id().equals(refused.id()) || (each.isBase() && dependents.containsKey(each.id())))
                .map(each -> new QuarantinedRecord(
                        each, code, message, refused.id(), now, Optional.ofNullable(dependents.get(each.id()))))
                .toList();
        store.quarantine().insert(records);
        Replayed again = replay(from, predictedFrom);
        return new Quarantined(records, new Replayed(undone, again.applied(), again.run()));
    }

    /** The records are still in the log now, so that all are undone in order. */
    private int takeBack(ReplayKey from) {
        List<ActionId> applied = store.records().from(from).stream()
                .filter(RecordSummary::isApplied)
                .map(RecordSummary::id)
                .toList();
        store.rows().undo(applied);
        store.records().mark(applied, Applied.NOTHING);
        return applied.size();
    }

    /**
     * Makes a refused record, and the records that were quarantined with it, pending again.
     *
     * @throws NoSuchElementException if it is not quarantined
     * @throws IllegalArgumentException if it was not refused itself
     */
    public Replayed retry(ActionId refused) {
        return store.transactionOfReplay("record " + refused + " cannot be made pending again", true, () -> {
            with(refused);
            return again(refused);
        });
    }

    private Replayed again(ActionId refused) {
        Optional<ReplayKey> predictedFrom = store.records().firstPending();
        List<ReplayKey> places = release.of(refused);
        store.state().saveClock();
        return replay(places.get(0), predictedFrom);
    }

    /**
     * Gives a refused record other arguments and makes it, and the records that were quarantined with it, pending again. Its id, its place
     * and its time stay.
     *
     * @param edited the record with the arguments
     * @param failure what its logic made of them in this transaction; it is thrown, and nothing has changed
     * @throws NoSuchElementException if it is not quarantined
     * @throws IllegalArgumentException if it was not refused itself
     */
    public Replayed edit(ActionRecord edited, Function<ActionRecord, Optional<RuntimeException>> failure) {
        return store.transactionOfReplay("record " + edited.id() + " cannot get other arguments", true, () -> {
            QuarantinedRecord refused = with(edited.id()).get(0);
            Instant now = Instant.ofEpochMilli(store.state().clock().wallMillis());
            store.quarantine().edits().edit(refused, edited, now);
            store.effects().replace(edited.id(), List.of());
            Replayed replayed = again(edited.id());
            failure.apply(edited).ifPresent(thrown -> {
                throw thrown;
            });
            return replayed;
        });
    }

    private Replayed replay(ReplayKey from, Optional<ReplayKey> predictedFrom) {
        return reconciler.reconcile(new LogChange(Optional.of(from), predictedFrom, Map.of()));
    }

    /**
     * Deletes a refused record and the records that were quarantined with it.
     *
     * @return these records
     * @throws NoSuchElementException if it is not quarantined
     * @throws IllegalArgumentException if it was not refused itself
     */
    public List<QuarantinedRecord> discard(ActionId refused) {
        return store.transaction("record " + refused + " cannot be discarded", () -> {
            List<QuarantinedRecord> gone = explain(with(refused));
            store.quarantine()
                    .deleteRecords(gone.stream().map(QuarantinedRecord::id).toList());
            return gone;
        });
    }

    /** {@return the quarantined records in replay order, each with the record on which it builds} */
    public List<QuarantinedRecord> all() {
        return store.database()
                .read(
                        "records that are quarantined cannot be read",
                        () -> explain(store.quarantine().all()));
    }

    /** {@return the record with the one on which it builds, if it is quarantined} */
    public Optional<QuarantinedRecord> find(ActionId id) {
        return store.database()
                .read(
                        "a record that is quarantined cannot be read",
                        () -> store.quarantine()
                                .find(id)
                                .flatMap(found -> explain(store.quarantine().with(found.refused())).stream()
                                        .filter(each -> each.id().equals(id))
                                        .findFirst()));
    }

    private List<QuarantinedRecord> explain(List<QuarantinedRecord> aside) {
        return Dependents.explain(aside, store.effects()::pending);
    }

    private List<QuarantinedRecord> with(ActionId refused) {
        QuarantinedRecord first = store.quarantine()
                .find(refused)
                .orElseThrow(() -> new NoSuchElementException("record " + refused + " is not quarantined"));
        if (!first.isRefused()) {
            throw new IllegalArgumentException(
                    "record " + refused + " was quarantined because of record " + first.refused() + ": name that");
        }
        return store.quarantine().with(refused);
    }
}
