package org.synchrotron.client.reconcile;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.Footprint.Declared;
import org.synchrotron.history.ReplayKey;

/**
 * The audiences whose rows may differ from the known effects at one point of a replay, because logic ran. A record of another user is
 * predicted only where it reads them (rule 5).
 *
 * <p>Each has the latest record of this replica's user for which it may differ: its cause. What is predicted for others' records has the
 * cause of those. So a record is predicted as long as predictions begin at or before the latest cause that it meets. Not thread-safe.
 */
final class PredictedAudiences {

    private static final BinaryOperator<ReplayKey> LATER = BinaryOperator.maxBy(ReplayKey::compareTo);

    private final Predicate<String> sees;
    private final Map<String, ReplayKey> written = new HashMap<>();

    /** The latest cause of those that may write any audience. */
    private @Nullable ReplayKey any;

    private @Nullable ReplayKey latest;

    /** @param sees whether this replica's user has an audience */
    PredictedAudiences(Predicate<String> sees) {
        this.sees = sees;
    }

    /** Adds what a run with this footprint may write; without declared audiences, any. */
    void add(Footprint footprint, ReplayKey cause) {
        latest = later(latest, cause);
        if (footprint.audiences() instanceof Declared some) {
            some.writes().forEach(audience -> written.merge(audience, cause, LATER));
        } else {
            any = later(any, cause);
        }
    }

    /** {@return whether declared audiences alone show that a record with this footprint is predicted} */
    boolean areDeclaredFor(Footprint footprint) {
        return footprint.audiences() instanceof Declared some && !Collections.disjoint(written.keySet(), some.reads());
    }

    /**
     * {@return the latest cause that a record with this footprint meets; empty if it is not predicted} The grant of another user's record is
     * not known here, so that without declared audiences it may read all of them.
     */
    Optional<ReplayKey> metBy(Footprint footprint) {
        if (footprint.audiences() instanceof Declared some) {
            return some.reads().stream().allMatch(sees)
                    ? Stream.concat(Stream.of(any), some.reads().stream().map(written::get))
                            .filter(Objects::nonNull)
                            .max(ReplayKey::compareTo)
                    : Optional.empty();
        }
        return Optional.ofNullable(latest);
    }

    private static ReplayKey later(@Nullable ReplayKey former, ReplayKey cause) {
        return former == null ? cause : LATER.apply(former, cause);
    }
}
