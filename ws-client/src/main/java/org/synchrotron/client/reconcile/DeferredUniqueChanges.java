package org.synchrotron.client.reconcile;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.store.DeferredSpan;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.RowRef;

/**
 * Unique values on the way through the log. In a state between two records two rows may hold the same one, which SQLite cannot: the
 * later change is left out then, and the rows are mended when the replay is at its end, where the log has been put right.
 */
final class DeferredUniqueChanges {

    private final Store store;
    private final Set<RowRef> rows = new TreeSet<>();
    private @Nullable ReplayKey from;
    private @Nullable ReplayKey to;

    DeferredUniqueChanges(Store store) {
        this.store = store;
    }

    /** Notes rows of which a change was left out there. */
    void leftOut(ReplayKey at, Set<RowRef> left) {
        if (!left.isEmpty()) {
            rows.addAll(left);
            from = from == null ? at : from;
        }
    }

    /** Brings the rows to what the log says, in the name of the last record. */
    void mend(ReplayKey last) {
        int before = rows.size() + 1;
        while (!rows.isEmpty() && rows.size() < before) {
            before = rows.size();
            Set<RowRef> left = store.rows()
                    .apply(
                            last.id(),
                            store.rows().present(rows).changesTo(store.effects().folded(rows)));
            rows.retainAll(left);
            to = last;
        }
        if (!rows.isEmpty()) {
            to = null;
        }
    }

    /** {@return the stretch within which changes are missing, if any is} */
    Optional<DeferredSpan> deferred() {
        return from == null ? Optional.empty() : Optional.of(new DeferredSpan(from, to));
    }
}
