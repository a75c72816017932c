package org.synchrotron.server.materialize;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.synchrotron.action.Footprint;
import org.synchrotron.log.RowRef;

/** What may be otherwise than before, at some point of a replay. */
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

    /** {@return whether a run that reaches so far may do otherwise than before} */
    boolean meets(Footprint footprint) {
        return everything || !(footprint instanceof Footprint.Rows some) || !Collections.disjoint(rows, some.rows());
    }
}
