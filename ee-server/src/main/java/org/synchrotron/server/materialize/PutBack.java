package org.synchrotron.server.materialize;

import java.util.List;
import org.synchrotron.history.ReplayKey;

/**
 * Applied changes of a record that does not run: they are undone, because an earlier run reads their rows, and put back as they were.
 * Immutable.
 *
 * @param key the key of the record
 * @param positions the positions of the changes in {@code applied_changes}, in order
 */
record PutBack(ReplayKey key, List<Long> positions) {

    PutBack {
        positions = List.copyOf(positions);
    }
}
