package org.synchrotron.simulation.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.synchrotron.simulation.oracle.Change.Kind;

/** Applies records in replay order, and remembers which base records have written each cell so far. Mutable. */
public final class Fold {

    /** The name of the cell that represents the existence of a row. */
    private static final String EXISTENCE = "#";

    private final Rows rows = new Rows();
    private final Map<String, Map<String, List<Entry>>> writers = new HashMap<>();

    /** {@return the fold of the known effects: for rule 4 of a whole log, for rule 5 of the part of it that a user sees} */
    public static Rows ofKnown(Collection<Entry> entries) {
        Fold fold = new Fold();
        entries.stream()
                .sorted()
                .forEach(entry ->
                        fold.add(entry, entry.isCorrection() ? fold.withoutStaleCells(entry) : entry.changes()));
        return fold.rows;
    }

    Rows rows() {
        return rows;
    }

    /** Applies known changes of a record. Records must be added in replay order. */
    void add(Entry entry, List<Change> changes) {
        for (Change change : changes) {
            rows.apply(change);
            if (!entry.isCorrection()) {
                note(entry, change);
            }
        }
    }

    /** Applies what a run of a record does. A write that changes nothing is none: no trigger captures it. */
    void run(Entry entry, List<Change> changes) {
        for (Change change : changes) {
            rows.effective(change).ifPresent(effective -> add(entry, List.of(effective)));
        }
    }

    /** {@return what each of these changes would change now} */
    List<Change> effective(List<Change> changes) {
        return changes.stream().map(rows::effective).flatMap(Optional::stream).toList();
    }

    private void note(Entry entry, Change change) {
        Map<String, List<Entry>> cells = writers.computeIfAbsent(change.row(), any -> new HashMap<>());
        if (change.kind() != Kind.UPDATE) {
            cells.computeIfAbsent(EXISTENCE, any -> new ArrayList<>()).add(entry);
        }
        change.cells()
                .keySet()
                .forEach(column ->
                        cells.computeIfAbsent(column, any -> new ArrayList<>()).add(entry));
    }

    /** {@return the changes of the correction without its stale cells (rule 6)} */
    List<Change> withoutStaleCells(Entry correction) {
        List<Change> counting = new ArrayList<>();
        for (Change change : correction.changes()) {
            Map<String, List<Entry>> cells = writers.getOrDefault(change.row(), Map.of());
            switch (change.kind()) {
                case UPDATE -> {
                    Map<String, String> fresh = fresh(correction, change, cells);
                    if (!fresh.isEmpty()) {
                        counting.add(new Change(Kind.UPDATE, change.row(), change.audience(), fresh));
                    }
                }
                case INSERT -> {
                    if (sawAll(correction, cells, Set.of(EXISTENCE))) {
                        counting.add(change);
                    }
                }
                case DELETE -> {
                    if (sawAll(correction, cells, cells.keySet())) {
                        counting.add(change);
                    }
                }
            }
        }
        return counting;
    }

    private static Map<String, String> fresh(Entry correction, Change change, Map<String, List<Entry>> cells) {
        return change.cells().entrySet().stream()
                .filter(cell -> sawAll(correction, cells, Set.of(cell.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }

    private static boolean sawAll(Entry correction, Map<String, List<Entry>> cells, Set<String> columns) {
        return columns.stream()
                .flatMap(column -> cells.getOrDefault(column, List.of()).stream())
                .allMatch(correction::saw);
    }
}
