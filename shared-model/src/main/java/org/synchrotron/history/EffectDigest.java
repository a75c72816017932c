package org.synchrotron.history;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synchrotron.log.JsonDigest;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * A digest of what the row changes of one record come to. Two lists have the same digest if {@link NetEffects#same} holds for them, and
 * otherwise differ in it. Client and server compute it independently of each other, so its form is part of the protocol. Not thread-safe.
 *
 * <p>The form is a {@link JsonDigest} of these texts. For each row with a net effect, in the order of its table and id: table, id, number of
 * cells, as a line of its own; for each cell in the order of its column: column, value.
 */
public final class EffectDigest {

    private final JsonDigest digest = new JsonDigest();

    private EffectDigest() {}

    /** {@return the digest of the row changes} */
    public static String of(List<RowChange> changes) {
        EffectDigest text = new EffectDigest();
        new TreeMap<>(NetEffects.of(changes)).forEach(text::row);
        return text.digest.digest();
    }

    private void row(RowRef row, NetEffect effect) {
        if (effect.cells().isEmpty()) {
            return;
        }
        SortedMap<String, JsonValue> cells = effect.cellsWithAudience();
        digest.text(row.table());
        digest.text(row.id());
        digest.line(Integer.toString(cells.size()));
        digest.members(cells);
    }
}
