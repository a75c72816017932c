package org.synchrotron.client.reconcile;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.Footprint.Declared;

/**
 * The audiences whose rows may differ from the known effects at one point of a replay, because logic ran. A record of another user is
 * predicted only where it reads them (rule 5). Not thread-safe.
 */
final class PredictedAudiences {

    private final Predicate<String> sees;
    private final Set<String> written = new HashSet<>();
    private boolean isAny;

    /** @param sees whether this replica's user has an audience */
    PredictedAudiences(Predicate<String> sees) {
        this.sees = sees;
    }

    /** Adds what a run with this footprint may write; without declared audiences, any. */
    void add(Footprint footprint) {
        if (footprint.audiences() instanceof Declared some) {
            written.addAll(some.writes());
        } else {
            isAny = true;
        }
    }

    /** {@return whether they are any, so that more change nothing} */
    boolean areAny() {
        return isAny;
    }

    /** {@return whether declared audiences alone show that a record with this footprint is predicted} */
    boolean areDeclaredFor(Footprint footprint) {
        return footprint.audiences() instanceof Declared some && !Collections.disjoint(written, some.reads());
    }

    /**
     * {@return whether a record with this footprint is predicted} The grant of another user's record is not known here, so that without
     * declared audiences it may read all of them.
     */
    boolean meets(Footprint footprint) {
        if (footprint.audiences() instanceof Declared some) {
            return some.reads().stream().allMatch(sees) && (isAny || !Collections.disjoint(written, some.reads()));
        }
        return isAny || !written.isEmpty();
    }
}
