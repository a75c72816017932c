package org.synchrotron.server.materialize;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.synchrotron.action.Reach;
import org.synchrotron.log.RowRef;

/** What may be otherwise than before, at some point of a replay. */
final class Reached {

    private final Set<RowRef> rows = new HashSet<>();
    private boolean everything;

    boolean isEverything() {
        return everything;
    }

    void add(Reach reach) {
        if (reach instanceof Reach.Rows some) {
            rows.addAll(some.rows());
        } else {
            everything = true;
        }
    }

    /** {@return whether a run that reaches so far may do otherwise than before} */
    boolean meets(Reach reach) {
        return everything || !(reach instanceof Reach.Rows some) || !Collections.disjoint(rows, some.rows());
    }
}
