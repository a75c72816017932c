package org.synchrotron.simulation.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The change of one row by one record.
 *
 * @param row table and id, for example {@code items/p1}
 * @param cells the written columns with their values as JSON texts, without {@code id} and {@code audience_key}
 */
public record Change(Kind kind, String row, String audience, Map<String, String> cells) {

    /** The SQL operation on the row. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    public Change {
        cells = new TreeMap<>(cells);
    }

    /** {@return the change without the cells that are among these with the same value; empty if none is left} */
    Optional<Change> without(Map<String, String> present) {
        Map<String, String> rest = new TreeMap<>(cells);
        rest.entrySet().removeAll(present.entrySet());
        return rest.isEmpty() ? Optional.empty() : Optional.of(new Change(kind, row, audience, rest));
    }

    /** {@return what the changes come to, by row: a client may have made one change of what the server made two} */
    public static Map<String, Change> net(List<Change> changes) {
        Map<String, Change> net = new TreeMap<>();
        changes.forEach(change -> net.merge(change.row, change, Change::then));
        return net;
    }

    private Change then(Change next) {
        if (next.kind == Kind.DELETE) {
            return next;
        }
        Map<String, String> sum = new TreeMap<>(next.kind == Kind.UPDATE ? cells : Map.of());
        sum.putAll(next.cells);
        return new Change(kind == Kind.INSERT ? Kind.INSERT : Kind.UPDATE, row, next.audience, sum);
    }

    static Change update(String row, String audience, String column, @Nullable Object value) {
        return new Change(Kind.UPDATE, row, audience, Map.of(column, JsonTexts.of(value)));
    }

    static Change delete(String row, String audience) {
        return new Change(Kind.DELETE, row, audience, Map.of());
    }
}
