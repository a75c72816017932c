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
 * Unique values during a replay. Between two records of the log two rows may hold the same value, which SQLite refuses: then the later
 * change is left out, and the rows are corrected at the end of the replay, where the log's values are unique again.
 */
final class DeferredUniqueChanges {

    private final Store store;
    private final Set<RowRef> rows = new TreeSet<>();
    private @Nullable ReplayKey from;
    private @Nullable ReplayKey to;

    DeferredUniqueChanges(Store store) {
        this.store = store;
    }

    /** Notes the rows of which a change was left out at this place. */
    void leftOut(ReplayKey at, Set<RowRef> left) {
        if (!left.isEmpty()) {
            rows.addAll(left);
            from = from == null ? at : from;
        }
    }

    /** Gives the rows the values of the log, in the name of the last record. */
    void mend(ReplayKey last) {
        int before = rows.size() + 1;
        while (!rows.isEmpty() && rows.size() < before) {
            before = rows.size();
            Set<RowRef> left = store.rows()
                    .apply(
                            last.id(),
                            store.rows()
                                    .present(rows)
                                    .changesTo(store.effects()
                                            .folded(rows, store.rows().present(rows))));
            rows.retainAll(left);
            to = last;
        }
        if (!rows.isEmpty()) {
            to = null;
        }
    }

    /** {@return the span within which changes are missing, if there is one} */
    Optional<DeferredSpan> deferred() {
        return from == null ? Optional.empty() : Optional.of(new DeferredSpan(from, to));
    }
}
