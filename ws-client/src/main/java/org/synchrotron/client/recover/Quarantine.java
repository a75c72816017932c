package org.synchrotron.client.recover;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.synchrotron.client.SetAsideRecord;
import org.synchrotron.client.reconcile.Arrivals;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.store.Standing;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;

/**
 * Sets aside what the server does not take, so that it blocks nobody (rule 9).
 *
 * <pre>
 *   pending   --refused-->  set aside
 *   set aside --retry-->    pending
 *   set aside --discard-->  gone
 *   set aside --delivered--> accepted, those that build on it pending (see {@link Release})
 * </pre>
 *
 * Each step is one transaction with the replay that it needs.
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

    /** Sets aside a pending record and the later ones that build on it, and takes what they did out of the tables. */
    public SetAside setAside(ActionId refused, String code, String message) {
        return store.transactionOfReplay("record " + refused + " cannot be set aside", true, () -> {
            List<LogEntry> pending = pendingFrom(refused);
            if (pending.isEmpty()) {
                return SetAside.NOTHING;
            }
            LogEntry first = pending.get(0);
            return first.record().isCorrection() ? withdraw(first) : setAside(pending, code, message);
        });
    }

    /** What this replica contributes is nobody's work: replaying from there on withdraws it. */
    private SetAside withdraw(LogEntry correction) throws SQLException {
        reconciler.hiddenRows().refused(correction);
        Optional<ReplayKey> predictedFrom = store.records().firstPending();
        return new SetAside(List.of(), replay(ReplayKey.of(correction.record()), predictedFrom));
    }

    private List<LogEntry> pendingFrom(ActionId refused) throws SQLException {
        List<LogEntry> from = new ArrayList<>();
        for (LogEntry entry : store.records().pending()) {
            if (!from.isEmpty() || entry.record().id().equals(refused)) {
                from.add(store.effects().pending(entry.record()));
            }
        }
        return from;
    }

    private SetAside setAside(List<LogEntry> pending, String code, String message) throws SQLException {
        ActionRecord refused = pending.get(0).record();
        ReplayKey from = ReplayKey.of(refused);
        Optional<ReplayKey> predictedFrom = store.records().firstPending();
        int undone = takeBack(from);
        Instant now = Instant.ofEpochMilli(store.state().clock().wallMillis());
        Set<ActionId> dependents = Dependents.of(Set.of(refused.id()), pending);
        List<SetAsideRecord> records = pending.stream()
                .map(LogEntry::record)
                .filter(each -> each == refused || (each.isBase() && dependents.contains(each.id())))
                .map(each -> new SetAsideRecord(each, code, message, refused.id(), now))
                .toList();
        store.setAside().insert(records);
        Replayed again = replay(from, predictedFrom);
        return new SetAside(records, new Replayed(undone, again.applied(), again.run()));
    }

    /** While those that go are still in the log: only all together are they undone in order. */
    private int takeBack(ReplayKey from) throws SQLException {
        List<ActionId> applied = store.records().from(from).stream()
                .filter(each -> each.applied() != null)
                .map(Standing::id)
                .toList();
        store.rows().undo(applied);
        store.records().mark(applied, null);
        return applied.size();
    }

    /**
     * Makes a refused record, and what was set aside with it, pending again.
     *
     * @throws NoSuchElementException if it is not set aside
     * @throws IllegalArgumentException if it was not refused itself
     */
    public Replayed retry(ActionId refused) {
        return store.transactionOfReplay("record " + refused + " cannot be made pending again", true, () -> {
            with(refused);
            Optional<ReplayKey> predictedFrom = store.records().firstPending();
            List<ReplayKey> places = release.of(refused);
            store.state().saveClock();
            return replay(places.get(0), predictedFrom);
        });
    }

    private Replayed replay(ReplayKey from, Optional<ReplayKey> predictedFrom) throws SQLException {
        return reconciler.reconcile(new Arrivals(Optional.of(from), predictedFrom, Map.of()));
    }

    /**
     * Forgets a refused record and what was set aside with it; {@return these}
     *
     * @throws NoSuchElementException if it is not set aside
     * @throws IllegalArgumentException if it was not refused itself
     */
    public List<SetAsideRecord> discard(ActionId refused) {
        return store.transaction("record " + refused + " cannot be discarded", () -> {
            List<SetAsideRecord> gone = with(refused);
            store.setAside().deleteRecords(gone.stream().map(SetAsideRecord::id).toList());
            return gone;
        });
    }

    private List<SetAsideRecord> with(ActionId refused) throws SQLException {
        SetAsideRecord first = store.setAside()
                .find(refused)
                .orElseThrow(() -> new NoSuchElementException("record " + refused + " is not set aside"));
        if (!first.isRefused()) {
            throw new IllegalArgumentException(
                    "record " + refused + " was set aside because of record " + first.refused() + ": name that");
        }
        return store.setAside().with(refused);
    }
}
