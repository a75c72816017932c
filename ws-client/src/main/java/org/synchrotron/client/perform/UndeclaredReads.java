package org.synchrotron.client.perform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.Footprint.Declared;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.TrialRun;
import org.synchrotron.history.UndeclaredRead;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowRef;

/**
 * Finds reads outside a footprint: the logic also runs while the rows outside are not there, and must do the same. The transaction
 * already captures for the record, and is in the same state afterwards.
 */
final class UndeclaredReads {

    private final Store store;
    private final DryRun dryRun;

    UndeclaredReads(Store store, DryRun dryRun) {
        this.store = store;
        this.dryRun = dryRun;
    }

    /** {@return how the logic differs without the rows outside the footprint; empty if it does not} */
    Optional<ImpureAction> of(ActionRecord record, Footprint footprint, Supplier<?> logic) {
        if (footprint.equals(Footprint.GRANT)) {
            return Optional.empty();
        }
        Map<UndeclaredRead, Map<RowRef, String>> outside = outside(footprint);
        if (outside.isEmpty()) {
            return Optional.empty();
        }
        TrialRun with = dryRun.takenBack(record, logic);
        Map<RowRef, String> all = new HashMap<>();
        outside.values().forEach(all::putAll);
        return difference(record, with, all, logic).map(found -> found.because(read(record, with, outside, logic)));
    }

    /** {@return the rows outside the footprint, by what a report calls them} */
    private Map<UndeclaredRead, Map<RowRef, String>> outside(Footprint footprint) {
        Map<UndeclaredRead, Map<RowRef, String>> outside = new HashMap<>();
        store.rows().audiences().forEach((row, audience) -> {
            if (!isInside(footprint, row, audience)) {
                outside.computeIfAbsent(new UndeclaredRead(row.table(), audience), any -> new HashMap<>())
                        .put(row, audience);
            }
        });
        return outside;
    }

    private static boolean isInside(Footprint footprint, RowRef row, String audience) {
        return (!(footprint.audiences() instanceof Declared some)
                        || some.reads().contains(audience))
                && footprint.containsAll(List.of(row));
    }

    private Optional<ImpureAction> difference(
            ActionRecord record, TrialRun with, Map<RowRef, String> missing, Supplier<?> logic) {
        TrialRun without = dryRun.takenBack(record, () -> {
            store.rows().remove(missing);
            return logic.get();
        });
        return ImpureAction.between(record, with, without);
    }

    /** {@return those that make a difference alone; all if each one can be missing} */
    private List<UndeclaredRead> read(
            ActionRecord record, TrialRun with, Map<UndeclaredRead, Map<RowRef, String>> outside, Supplier<?> logic) {
        List<UndeclaredRead> found = outside.keySet().stream()
                .filter(each -> difference(record, with, outside.getOrDefault(each, Map.of()), logic)
                        .isPresent())
                .sorted()
                .toList();
        return found.isEmpty() ? outside.keySet().stream().sorted().toList() : found;
    }
}
