package org.synchrotron.simulation.oracle;

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

    static Change update(String row, String audience, String column, @Nullable Object value) {
        return new Change(Kind.UPDATE, row, audience, Map.of(column, JsonTexts.of(value)));
    }

    static Change delete(String row, String audience) {
        return new Change(Kind.DELETE, row, audience, Map.of());
    }
}
