package org.synchrotron.server.materialize;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.synchrotron.action.Footprint;
import org.synchrotron.log.RowRef;

/** The rows that may differ from before at one point of a replay, and so the records that they affect. Not thread-safe. */
final class AffectedRecords {

    private final Set<RowRef> rows = new HashSet<>();
    private boolean everything;

    boolean isEverything() {
        return everything;
    }

    void add(Footprint footprint) {
        if (footprint instanceof Footprint.Rows some) {
            rows.addAll(some.rows());
        } else {
            everything = true;
        }
    }

    /** {@return whether a run with this footprint may differ from its last run} */
    boolean meets(Footprint footprint) {
        return everything || !(footprint instanceof Footprint.Rows some) || !Collections.disjoint(rows, some.rows());
    }
}
