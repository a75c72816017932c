package org.synchrotron.history;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.CellValues;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * The row changes of one record, summed up by row: what they come to, and in which cells two such lists differ. It does not matter
 * what the rows held before. Thread-safe.
 */
public final class NetEffects {

    private static final SortedMap<String, JsonValue> UNTOUCHED = new TreeMap<>();

    private NetEffects() {}

    /** {@return whether both lists write the {@linkplain CellValues same values} to the same rows} */
    public static boolean same(List<RowChange> some, List<RowChange> others) {
        return difference(some, others).isEmpty();
    }

    /** {@return the cells to which the lists write different values, sorted by row and column} */
    public static List<DifferingCell> difference(List<RowChange> first, List<RowChange> second) {
        Map<RowRef, NetEffect> left = of(first);
        Map<RowRef, NetEffect> right = of(second);
        TreeSet<RowRef> rows = new TreeSet<>(left.keySet());
        rows.addAll(right.keySet());
        List<DifferingCell> cells = new ArrayList<>();
        for (RowRef row : rows) {
            compare(row, left.get(row), right.get(row), cells);
        }
        return cells;
    }

    static Map<RowRef, NetEffect> of(List<RowChange> changes) {
        Map<RowRef, NetEffect> net = new HashMap<>();
        for (RowChange change : changes) {
            net.compute(change.row(), (row, sum) -> sum == null ? NetEffect.of(change) : sum.then(change));
        }
        return net;
    }

    private static void compare(
            RowRef row, @Nullable NetEffect left, @Nullable NetEffect right, List<DifferingCell> into) {
        if (left == null || right == null) {
            compare(row, left == null ? UNTOUCHED : left.cells(), right == null ? UNTOUCHED : right.cells(), into);
        } else {
            compare(row, left.cellsWithAudience(), right.cellsWithAudience(), into);
        }
    }

    private static void compare(
            RowRef row,
            SortedMap<String, JsonValue> left,
            SortedMap<String, JsonValue> right,
            List<DifferingCell> into) {
        TreeSet<String> columns = new TreeSet<>(left.keySet());
        columns.addAll(right.keySet());
        for (String column : columns) {
            JsonValue first = left.get(column);
            JsonValue second = right.get(column);
            if (!CellValues.same(first, second)) {
                into.add(new DifferingCell(row, column, first, second));
            }
        }
    }
}
