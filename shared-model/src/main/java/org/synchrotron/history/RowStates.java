package org.synchrotron.history;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.CellValues;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.Patches;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Some rows at one moment: what they hold, and the row changes that lead from there to another moment. It does not note which records
 * wrote them. Mutable, not thread-safe.
 */
public final class RowStates {

    /** The state of an existing row: its audience, and the columns that an INSERT of it would have. */
    public record RowState(String audience, JsonObject columns) {}

    private final Map<RowRef, RowState> rows = new HashMap<>();
    private final Set<RowRef> unknown = new HashSet<>();

    /** Sets the state of a row; it replaces an earlier one. */
    public void put(RowRef row, RowState state) {
        rows.put(row, state);
    }

    /** {@return the state of the row; empty if the row does not exist} */
    public Optional<RowState> get(RowRef row) {
        return Optional.ofNullable(rows.get(row));
    }

    /** Notes that the states of these rows cannot be read: nothing is known that could differ from another state. */
    public void unknown(Collection<RowRef> unreadable) {
        unknown.addAll(unreadable);
    }

    /** Applies a change. A change that does not fit (a second insertion, an update of a missing row) has no effect. */
    public void apply(RowChange change) {
        if (change instanceof RowChange.Inserted) {
            rows.putIfAbsent(change.row(), new RowState(change.audience(), change.forward()));
        } else if (change instanceof RowChange.Updated) {
            rows.computeIfPresent(
                    change.row(),
                    (row, state) -> new RowState(state.audience(), Patches.merged(state.columns(), change.forward())));
        } else {
            rows.remove(change.row());
        }
    }

    /**
     * {@return the row changes that turn {@code this} into {@code wanted}, sorted by row} A row with a different audience is
     * deleted and inserted, because users who saw it may not see it any more. A row that is unknown here or there is left out.
     */
    public List<RowChange> changesTo(RowStates wanted) {
        TreeSet<RowRef> all = new TreeSet<>(rows.keySet());
        all.addAll(wanted.rows.keySet());
        all.removeAll(unknown);
        all.removeAll(wanted.unknown);
        List<RowChange> changes = new ArrayList<>();
        for (RowRef row : all) {
            addChanges(row, rows.get(row), wanted.rows.get(row), changes);
        }
        return changes;
    }

    private static void addChanges(
            RowRef row, @Nullable RowState have, @Nullable RowState want, List<RowChange> changes) {
        if (have != null && want != null && have.audience().equals(want.audience())) {
            update(row, have, want).ifPresent(changes::add);
            return;
        }
        if (have != null) {
            changes.add(new RowChange.Deleted(row, have.audience(), have.columns()));
        }
        if (want != null) {
            changes.add(new RowChange.Inserted(row, want.audience(), want.columns()));
        }
    }

    private static Optional<RowChange> update(RowRef row, RowState have, RowState want) {
        JsonObjectBuilder forward = JsonText.object();
        JsonObjectBuilder reverse = JsonText.object();
        boolean differs = false;
        for (Map.Entry<String, JsonValue> column : want.columns().entrySet()) {
            JsonValue before = have.columns().getOrDefault(column.getKey(), JsonValue.NULL);
            if (!CellValues.same(column.getValue(), before)) {
                forward.add(column.getKey(), column.getValue());
                reverse.add(column.getKey(), before);
                differs = true;
            }
        }
        return differs
                ? Optional.of(new RowChange.Updated(row, want.audience(), forward.build(), reverse.build()))
                : Optional.empty();
    }
}
