package org.synchrotron.client.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.store.DeferredSpan;
import org.synchrotron.client.store.LeftOutTable;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.history.RowStates;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Changes that a table cannot hold, during a replay. Between two records of the log two rows may hold the same unique value, which SQLite
 * refuses: then the later change is left out, and the rows are corrected before the first pending record, or at the end of the replay, where
 * the log's values are unique again. What the table cannot hold at the end either, because it has another schema than the server's, is
 * remembered, and tried again when the row changes.
 */
final class LeftOutChanges {

    private final Store store;
    private final LeftOutTable remembered;
    private final Set<RowRef> known;
    private final Set<String> tables = new HashSet<>();

    /** Rows that may not be what the log gives, each with the last reason. */
    private final Map<RowRef, String> rows = new TreeMap<>();

    private @Nullable ReplayKey first;
    private @Nullable ReplayKey from;
    private @Nullable ReplayKey to;

    LeftOutChanges(Store store) {
        this.store = store;
        this.remembered = store.leftOut();
        this.known = remembered.isEmpty() ? Set.of() : remembered.rows();
    }

    /** The replay begins here: what the record at its end corrected before may be undone. */
    void begin(ReplayKey place) {
        first = place;
    }

    /**
     * Effects were applied.
     *
     * @param left the rows of which a change was left out, with the reasons
     */
    void applied(ReplayKey at, List<RowChange> effects, Map<RowRef, String> left) {
        if (!known.isEmpty()) {
            for (RowChange change : effects) {
                tables.add(change.row().table());
                if (known.contains(change.row())) {
                    note(at, change.row(), "");
                }
            }
        }
        left.forEach((row, reason) -> note(at, row, reason));
    }

    private void note(ReplayKey at, RowRef row, String reason) {
        rows.put(row, reason);
        from = from == null ? at : from;
        to = null;
    }

    /**
     * Gives the rows the values that the log has after this record, in its name.
     *
     * @param isEnd whether the log ends there, so that rows are remembered whose table cannot hold them. Otherwise pending records follow,
     *     and such rows are tried again when nothing is pending.
     */
    void mend(ReplayKey last, boolean isEnd) {
        Set<RowRef> fitting = known.isEmpty() ? Set.of() : remembered.fitting();
        if (!known.isEmpty()) {
            fitting.forEach(row -> rows.putIfAbsent(row, ""));
            remembered.some(tables).forEach(row -> rows.putIfAbsent(row, ""));
        }
        if (rows.isEmpty()) {
            return;
        }
        Map<RowRef, String> open = corrected(last);
        rows.keySet().stream()
                .filter(row -> known.contains(row) && !open.containsKey(row))
                .forEach(row -> remembered.fits(row, isEnd));
        if (isEnd) {
            remember(open);
            rows.clear();
        } else {
            // What is remembered as left out waits for its next change.
            rows.keySet().removeIf(row -> !open.containsKey(row) || (known.contains(row) && !fitting.contains(row)));
        }
        if (rows.isEmpty()) {
            to = last;
        } else if (from == null) {
            from = first;
        }
    }

    /** {@return the rows that their tables cannot hold after this record, with the reasons} */
    private Map<RowRef, String> corrected(ReplayKey last) {
        Map<RowRef, String> open = new TreeMap<>(rows);
        int before = open.size() + 1;
        while (!open.isEmpty() && open.size() < before) {
            before = open.size();
            List<RowChange> missing =
                    store.rows().present(open.keySet()).changesTo(store.wanted().upTo(last, open.keySet()));
            if (!missing.isEmpty() && from == null) {
                from = first;
            }
            Map<RowRef, String> left = store.rows().apply(last.id(), missing);
            open.keySet().retainAll(left.keySet());
            open.putAll(left);
        }
        return open;
    }

    private void remember(Map<RowRef, String> open) {
        RowStates wanted = open.isEmpty() ? new RowStates() : store.wanted().of(open.keySet());
        open.forEach((row, reason) -> wanted.get(row)
                .or(() -> store.rows().present(Set.of(row)).get(row))
                .ifPresent(state -> remembered.put(row, state.audience(), reason)));
    }

    /** {@return the span within which changes are missing, if there is one} */
    Optional<DeferredSpan> deferred() {
        return from == null ? Optional.empty() : Optional.of(new DeferredSpan(from, to));
    }
}
