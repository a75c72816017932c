package org.synchrotron.server.materialize;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.synchrotron.action.Footprint.NamedRows;
import org.synchrotron.log.RowRef;

/** What may differ from before at one point of a replay, and so the records that it affects. Not thread-safe. */
final class AffectedRecords {

    /** The audiences of which any row may differ. */
    private final Set<String> audiences = new HashSet<>();

    /** The audiences of which some rows may differ. */
    private final Set<String> audiencesOfRows = new HashSet<>();

    private final Set<RowRef> rows = new HashSet<>();
    private final Set<String> shared = new HashSet<>();

    /** Adds what a run with this footprint may write. */
    void add(RunFootprint footprint) {
        shared.addAll(footprint.shared());
        if (footprint.rows() instanceof NamedRows some) {
            rows.addAll(some.rows());
            audiencesOfRows.addAll(footprint.writes());
        } else {
            audiences.addAll(footprint.writes());
        }
    }

    /** {@return whether a run with this footprint may differ from its last run} */
    boolean meets(RunFootprint footprint) {
        return meet(shared, footprint.shared())
                || meet(audiences, footprint.reads())
                || (footprint.rows() instanceof NamedRows some
                        ? meet(rows, some.rows())
                        : meet(audiencesOfRows, footprint.reads()));
    }

    private static boolean meet(Set<?> some, Set<?> others) {
        return !Collections.disjoint(some, others);
    }
}
