package org.synchrotron.client.reconcile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.Footprint.Granted;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.store.LogSpan;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.FoundedAudience;
import org.synchrotron.log.LogEntry;

/**
 * Which records one replay predicts, and because of which record of this replica's user (see {@link PredictedAudiences}). Its methods are
 * called in replay order. Not thread-safe.
 */
final class Causes {

    /** How many records are read at a time, at least 2. */
    private static final int CHUNK = 200;

    private final Store store;
    private final LogSpan log;
    private final Logic logic;
    private final ReplayCounts counts;
    private final PredictedAudiences audiences = new PredictedAudiences(this::sees);

    /** Of records of others. */
    private final Map<ActionId, ActionId> found = new HashMap<>();

    Causes(Store store, Logic logic, ReplayCounts counts) {
        this.store = store;
        this.log = new LogSpan(store.database());
        this.logic = logic;
        this.counts = counts;
    }

    /**
     * Notes what was predicted before the place from which the plan replays: the same as if it were replayed, too.
     *
     * @param firstPending where predictions begin
     */
    void goOnAfter(ReplayKey firstPending, ReplayKey place) {
        ReplayKey next = lastThatMayWriteAll(firstPending, place).orElse(firstPending);
        List<LogEntry> some;
        do {
            // It begins with the last one of the former chunk; to note it twice changes nothing.
            some = log.first(next, place, CHUNK);
            for (LogEntry each : some) {
                add(each);
                next = ReplayKey.of(each.record());
            }
        } while (some.size() == CHUNK);
    }

    /** {@return a record of this replica's user after which no earlier one is a cause, if there is one among the last records} */
    private Optional<ReplayKey> lastThatMayWriteAll(ReplayKey from, ReplayKey to) {
        return log.last(from, to, CHUNK).stream()
                .filter(each -> each.record().isBase() && isCause(each.record(), each.isPending()))
                .map(LogEntry::record)
                .filter(each -> logic.footprint(each).audiences() instanceof Granted)
                .map(ReplayKey::of)
                .findFirst();
    }

    private void add(LogEntry entry) {
        ActionRecord record = entry.record();
        if (record.isBase()) {
            Footprint footprint = logic.footprint(record);
            of(record, footprint, entry.isPending()).ifPresent(cause -> audiences.add(footprint, cause));
        }
    }

    /** Adds a pending record. */
    void predicted(ActionRecord pending) {
        audiences.add(logic.footprint(pending), ReplayKey.of(pending));
    }

    /** {@return whether an accepted record is predicted} Adds it then. */
    boolean predict(ActionRecord record) {
        Footprint footprint = logic.footprint(record);
        Optional<ReplayKey> cause = of(record, footprint, false);
        if (cause.isEmpty()) {
            return false;
        }
        if (!isOwn(record)) {
            found.put(record.id(), cause.get().id());
            if (!audiences.areDeclaredFor(footprint)) {
                counts.widened();
            }
        }
        audiences.add(footprint, cause.get());
        return true;
    }

    private Optional<ReplayKey> of(ActionRecord record, Footprint footprint, boolean isPending) {
        if (isCause(record, isPending)) {
            return Optional.of(ReplayKey.of(record));
        }
        return logic.knows(record.tag()) ? audiences.metBy(footprint) : Optional.empty();
    }

    private boolean isCause(ActionRecord record, boolean isPending) {
        return isPending || (isOwn(record) && logic.knows(record.tag()));
    }

    boolean isOwn(ActionRecord record) {
        return record.author().equals(store.state().identity().user());
    }

    /** The user sees what a record of its own has founded, although the server may not have said so yet. */
    boolean sees(String audience) {
        return store.state().sees(audience)
                || FoundedAudience.founder(audience)
                        .flatMap(store.records()::summary)
                        .map(founder ->
                                founder.author().equals(store.state().identity().user()))
                        .orElse(false);
    }

    /** Stores the causes, so that {@link Predictions} finds the records when they are known. */
    void store() {
        store.predicted().note(found);
    }
}
