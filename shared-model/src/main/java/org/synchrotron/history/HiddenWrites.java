package org.synchrotron.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Patches;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Collects what others' records write in a replay under one user's view but do not have among their known effects (rule 7):
 * perhaps their authors could not see the row. Besides its columns, each row has one more cell: its existence.
 *
 * <p>Note records in replay order, with what they did in the replay. A cell belongs to the record that wrote it last. Not
 * thread-safe.
 */
public final class HiddenWrites {

    /** The changes that a replica contributes, and the records that they correct. */
    public record Found(List<RowChange> changes, Set<ActionId> corrected) {}

    /** The contributions that the server has refused. */
    @FunctionalInterface
    public interface Refused {
        boolean contains(ActionId record, RowRef row);
    }

    /** The last writer of a cell: the record, if its known effects do not contain the cell; otherwise null. */
    private record Writer(@Nullable ActionId hiding) {}

    private final Map<RowRef, Map<String, Writer>> writers = new HashMap<>();

    /** Notes a record of another user whose logic ran. */
    public void noteOthers(ActionId record, Collection<RowChange> known, Collection<RowChange> observed) {
        Map<RowRef, Set<String>> said = new HashMap<>();
        known.forEach(change ->
                said.computeIfAbsent(change.row(), row -> new HashSet<>()).addAll(CellWriters.cells(change)));
        Writer hiding = new Writer(record);
        Writer open = new Writer(null);
        for (RowChange change : observed) {
            Set<String> saidOfRow = said.getOrDefault(change.row(), Set.of());
            CellWriters.cells(change)
                    .forEach(cell -> put(change.row(), cell, saidOfRow.contains(cell) ? open : hiding));
        }
    }

    /** Notes any other record: the user's own, a correction, or one whose known effects were applied. */
    public void note(Collection<RowChange> observed) {
        Writer open = new Writer(null);
        observed.forEach(change -> CellWriters.cells(change).forEach(cell -> put(change.row(), cell, open)));
    }

    private void put(RowRef row, String cell, Writer writer) {
        writers.computeIfAbsent(row, key -> new HashMap<>()).put(cell, writer);
    }

    /** {@return the rows with a cell whose last writer does not have it among its known effects} */
    public Set<RowRef> rows() {
        Set<RowRef> rows = new TreeSet<>();
        writers.forEach((row, cells) -> {
            if (cells.values().stream().anyMatch(writer -> writer.hiding() != null)) {
                rows.add(row);
            }
        });
        return rows;
    }

    /**
     * {@return what the replica contributes}
     *
     * @param differences the changes of {@link #rows} that lead from the state of the log to the state of the replay
     */
    public Found among(List<RowChange> differences, Refused refused) {
        List<RowChange> changes = new ArrayList<>();
        Set<ActionId> corrected = new TreeSet<>();
        for (RowChange change : differences) {
            Map<String, ActionId> hidden = hidden(change, refused);
            if (!hidden.isEmpty()) {
                changes.add(limited(change, hidden.keySet()));
                corrected.addAll(hidden.values());
            }
        }
        return new Found(changes, corrected);
    }

    /** The hidden ones among the cells that decide whether the change counts. */
    private Map<String, ActionId> hidden(RowChange change, Refused refused) {
        Map<String, ActionId> hidden = new HashMap<>();
        writers.getOrDefault(change.row(), Map.of()).forEach((cell, writer) -> {
            boolean decisive = CellWriters.deciding(change).contains(cell);
            ActionId record = writer.hiding();
            if (decisive && record != null && !refused.contains(record, change.row())) {
                hidden.put(cell, record);
            }
        });
        return hidden;
    }

    private static RowChange limited(RowChange change, Set<String> cells) {
        if (!(change instanceof RowChange.Updated updated)) {
            return change;
        }
        Set<String> others = new HashSet<>(change.forward().keySet());
        others.removeAll(cells);
        return new RowChange.Updated(
                change.row(),
                change.audience(),
                Patches.without(updated.forward(), others),
                Patches.without(updated.reverse(), others));
    }
}
