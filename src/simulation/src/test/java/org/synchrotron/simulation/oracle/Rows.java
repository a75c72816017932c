package org.synchrotron.simulation.oracle;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows by name: table and id, for example {@code items/p1}. Mutable. */
public final class Rows {

    /**
     * One row.
     *
     * @param cells the columns with their values as JSON texts
     */
    public record Row(String audience, Map<String, String> cells) {

        /** {@return the number in this column} */
        public long number(String column) {
            return Long.parseLong(cell(column));
        }

        String text(String column) {
            return JsonTexts.text(cell(column));
        }

        private String cell(String column) {
            return requireNonNull(cells.get(column), column);
        }
    }

    private final Map<String, Row> byName = new TreeMap<>();

    /** {@return the rows by name, sorted} */
    public Map<String, Row> byName() {
        return byName;
    }

    public Optional<Row> get(String row) {
        return Optional.ofNullable(byName.get(row));
    }

    void put(String name, Row row) {
        byName.put(name, row);
    }

    /** Applies a change. An insertion of a present row and an update of a missing one do nothing. */
    void apply(Change change) {
        switch (change.kind()) {
            case INSERT -> byName.putIfAbsent(change.row(), new Row(change.audience(), change.cells()));
            case DELETE -> byName.remove(change.row());
            case UPDATE ->
                byName.computeIfPresent(change.row(), (name, row) -> {
                    Map<String, String> cells = new HashMap<>(row.cells());
                    cells.putAll(change.cells());
                    return new Row(row.audience(), new TreeMap<>(cells));
                });
        }
    }

    /** {@return what the change would change here: the cells that get another value; empty if there is nothing} */
    Optional<Change> effective(Change change) {
        Row row = byName.get(change.row());
        return switch (change.kind()) {
            case INSERT -> row == null ? Optional.of(change) : Optional.empty();
            case DELETE -> row == null ? Optional.empty() : Optional.of(change);
            case UPDATE -> row == null ? Optional.empty() : change.without(row.cells());
        };
    }

    /** {@return the rows with one of these audiences} */
    public Rows visible(Set<String> audiences) {
        return only(audiences::contains);
    }

    /** {@return the rows with none of these audiences} */
    public Rows without(Set<String> audiences) {
        return only(audience -> !audiences.contains(audience));
    }

    private Rows only(Predicate<String> audiences) {
        Rows some = new Rows();
        byName.forEach((name, row) -> {
            if (audiences.test(row.audience())) {
                some.put(name, row);
            }
        });
        return some;
    }

    /** {@return the differences as texts, empty if there are none} */
    public List<String> differences(Rows others, Set<String> exceptColumns) {
        Set<String> names = new TreeSet<>(byName.keySet());
        names.addAll(others.byName.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String mine = describe(byName.get(name), exceptColumns);
            String theirs = describe(others.byName.get(name), exceptColumns);
            if (!mine.equals(theirs)) {
                differences.add(name + ": " + mine + " against " + theirs);
            }
        }
        return differences;
    }

    private static String describe(@Nullable Row row, Set<String> exceptColumns) {
        if (row == null) {
            return "none";
        }
        Map<String, String> cells = new TreeMap<>(row.cells());
        cells.keySet().removeAll(exceptColumns);
        return row.audience() + cells;
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
