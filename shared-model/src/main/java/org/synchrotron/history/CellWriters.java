package org.synchrotron.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Patches;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;

/**
 * The base records that wrote each cell so far, not what the cells hold. It decides which cells of a correction count (rule 6): a
 * correction never overrides a base record that its author had not seen. Besides its columns, each row has one more cell: its
 * existence.
 *
 * <p>{@linkplain #note Note} base records in replay order. {@link #withoutStaleCells} then compares a correction with the base records noted
 * before it. Not thread-safe.
 */
public final class CellWriters {

    private static final String EXISTENCE = DifferingCell.EXISTENCE;

    private record Writer(
            ReplayKey key, ClientId client, @Nullable Long ingestId) {}

    private final Map<RowRef, Map<String, List<Writer>>> writers = new HashMap<>();

    /** Notes the changes of a base record. Changes of other records are ignored. */
    public void note(LogEntry entry) {
        entry.effects().forEach(change -> note(entry, change));
    }

    /** Notes one change of a base record. Changes of other records are ignored. */
    public void note(LogEntry entry, RowChange change) {
        if (!entry.record().isBase()) {
            return;
        }
        Writer writer = new Writer(
                ReplayKey.of(entry.record()),
                entry.record().client(),
                entry.accepted().map(a -> a.ingestId()).orElse(null));
        Map<String, List<Writer>> cells = writers.computeIfAbsent(change.row(), row -> new HashMap<>());
        cells(change)
                .forEach(name ->
                        cells.computeIfAbsent(name, cell -> new ArrayList<>()).add(writer));
    }

    /** {@return the cells that the change writes} */
    private static Set<String> cells(RowChange change) {
        Set<String> cells = new HashSet<>(change.forward().keySet());
        if (!(change instanceof RowChange.Updated)) {
            cells.add(EXISTENCE);
        }
        return cells;
    }

    /** {@return the effects of a correction that count: those without its stale cells} */
    public List<RowChange> withoutStaleCells(LogEntry correction) {
        Sight sight = Sight.of(correction.record());
        List<RowChange> counting = new ArrayList<>();
        for (RowChange change : correction.effects()) {
            RowChange fresh = fresh(change, sight);
            if (fresh != null) {
                counting.add(fresh);
            }
        }
        return counting;
    }

    private @Nullable RowChange fresh(RowChange change, Sight sight) {
        Map<String, List<Writer>> cells = writers.getOrDefault(change.row(), Map.of());
        if (change instanceof RowChange.Updated updated) {
            return freshColumns(updated, cells, sight);
        }
        boolean seen = change instanceof RowChange.Inserted
                ? sight.sawAll(cells.get(EXISTENCE))
                : cells.values().stream().allMatch(sight::sawAll);
        return seen ? change : null;
    }

    private static @Nullable RowChange freshColumns(
            RowChange.Updated change, Map<String, List<Writer>> cells, Sight sight) {
        List<String> stale = change.forward().keySet().stream()
                .filter(column -> !sight.sawAll(cells.get(column)))
                .toList();
        if (stale.isEmpty()) {
            return change;
        }
        if (stale.size() == change.forward().size()) {
            return null;
        }
        return new RowChange.Updated(
                change.row(),
                change.audience(),
                Patches.without(change.forward(), stale),
                Patches.without(change.reverse(), stale));
    }

    /** What the author of a correction had seen when the correction was made. */
    private record Sight(ReplayKey key, ClientId client, long basis) {

        /** Of a correction with arguments that cannot be read, all counts: nobody knows what its author had not seen. */
        static Sight of(ActionRecord correction) {
            long basis = correction.isReadable()
                    ? correction.args().getJsonNumber(SystemTags.BASIS).longValueExact()
                    : Long.MAX_VALUE;
            return new Sight(ReplayKey.of(correction), correction.client(), basis);
        }

        boolean sawAll(@Nullable List<Writer> cell) {
            return cell == null || cell.stream().allMatch(this::saw);
        }

        private boolean saw(Writer base) {
            return base.client().equals(client)
                    ? base.key().isBefore(key)
                    : base.ingestId() != null && base.ingestId() <= basis;
        }
    }
}
