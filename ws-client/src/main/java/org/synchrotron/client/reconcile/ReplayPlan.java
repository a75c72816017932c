package org.synchrotron.client.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.synchrotron.client.store.Standing;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.SystemTags;

/**
 * How to go on from a point in the log.
 *
 * <ol>
 *   <li>Every applied record from there on is undone.
 *   <li>Before the first pending record, or everywhere if nothing is pending, known effects count; of corrections, their live
 *       cells.
 *   <li>From the first pending record on, logic runs where its code is known. Pending records are captured anew.
 * </ol>
 *
 * @param undo in replay order
 * @param steps in replay order
 */
record ReplayPlan(List<ActionId> undo, List<Step> steps) {

    /** What happens to one record. */
    record Step(Standing standing, Way way) {

        ActionId id() {
            return standing.id();
        }
    }

    /** Where a record's effects come from. */
    enum Way {
        /** The log says. */
        KNOWN,
        /** The log says, but for stale cells. */
        LIVE,
        /** Its logic says; if it fails, the log. */
        RUN,
        /** Its logic says, and the log takes it over; if it fails, nothing. */
        PREDICT
    }

    /** {@return the plan for these records, which are the log's from some point on, in replay order} */
    static ReplayPlan of(List<Standing> suffix, Optional<ReplayKey> firstPending, Predicate<String> knowsLogic) {
        return new ReplayPlan(
                suffix.stream()
                        .filter(each -> each.applied() != null)
                        .map(Standing::id)
                        .toList(),
                suffix.stream()
                        .map(each -> new Step(each, way(each, firstPending, knowsLogic)))
                        .toList());
    }

    /** {@return those that must be read themselves, since their known effects do not say it all} */
    List<ActionId> needed() {
        return steps.stream()
                .filter(each -> each.way() != Way.KNOWN)
                .map(Step::id)
                .toList();
    }

    private static Way way(Standing record, Optional<ReplayKey> firstPending, Predicate<String> knowsLogic) {
        if (record.tag().equals(SystemTags.CORRECTION)) {
            return Way.LIVE;
        }
        if (record.pending()) {
            return Way.PREDICT;
        }
        boolean predicted = firstPending.isPresent() && firstPending.get().isBefore(record.key());
        return predicted && knowsLogic.test(record.tag()) ? Way.RUN : Way.KNOWN;
    }
}
