package org.synchrotron.client.base;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.store.PastRecords;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;

/**
 * Makes own accepted records pending again that the server has lost. Inside the caller's transaction, after the log was folded, so that all of
 * them are {@link PastRecords}. Not thread-safe.
 */
final class PendingAgain {

    private final Store store;

    PendingAgain(Store store) {
        this.store = store;
    }

    /**
     * {@return what the server has lost; empty if nothing} A server loses the end of its log. So if it knows one of the own records, it also
     * knows those before.
     *
     * @param known all records of the user that the server knows
     */
    Optional<LostRecords> exceptFor(Set<ActionId> known) {
        PastRecords past = store.past();
        List<ActionId> kept = past.ids();
        List<ActionId> lost = kept.stream().filter(id -> !known.contains(id)).toList();
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        boolean mayBeMore = lost.size() == kept.size() && past.haveBeenForgotten();
        lost.forEach(this::makePending);
        return Optional.of(new LostRecords(lost, mayBeMore));
    }

    private void makePending(ActionId id) {
        store.records().insert(new LogEntry(store.past().take(id, store.state().identity()), null, List.of()));
    }
}
