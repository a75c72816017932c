package org.synchrotron.client.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.synchrotron.client.store.RecordStatus;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;

/**
 * How to go on from a point in the log.
 *
 * <ol>
 *   <li>Every applied record from there on is undone. A pending correction is withdrawn: it said what this replica had to contribute
 *       before the change.
 *   <li>Before the first pending record, or everywhere if nothing is pending, known effects count; of corrections, their live
 *       cells.
 *   <li>From the first pending record on, logic runs where its code is here and the action's policy lets it. Pending records are
 *       captured anew.
 * </ol>
 *
 * @param undo in replay order
 * @param steps in replay order
 * @param withdrawn pending corrections, which go for good
 */
record ReplayPlan(List<ActionId> undo, List<Step> steps, List<ActionId> withdrawn) {

    /** What happens to one record. */
    record Step(RecordSummary summary, Way way) {

        ActionId id() {
            return summary.id();
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
    static ReplayPlan of(
            List<RecordSummary> suffix, Optional<ReplayKey> firstPending, Predicate<? super RecordSummary> runsHere) {
        return of(suffix, record -> {
            boolean predicted = firstPending.isPresent() && firstPending.get().isBefore(record.key());
            return predicted && runsHere.test(record);
        });
    }

    /** {@return the plan to see what logic gives under this user's view, whatever the log says} */
    static ReplayPlan exploring(List<RecordSummary> suffix, Predicate<? super RecordSummary> runsHere) {
        return of(suffix, record -> record.status() != RecordStatus.REJECTED && runsHere.test(record));
    }

    private static ReplayPlan of(List<RecordSummary> suffix, Predicate<RecordSummary> runs) {
        List<ActionId> undo = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        List<ActionId> withdrawn = new ArrayList<>();
        for (RecordSummary each : suffix) {
            if (each.isApplied()) {
                undo.add(each.id());
            }
            if (each.isCorrection() && each.status() == RecordStatus.PENDING) {
                withdrawn.add(each.id());
            } else {
                steps.add(new Step(each, way(each, runs)));
            }
        }
        return new ReplayPlan(undo, steps, withdrawn);
    }

    /** {@return whether logic has a say in what the tables hold afterwards} */
    boolean predicts() {
        return steps.stream().anyMatch(each -> each.way() == Way.RUN || each.way() == Way.PREDICT);
    }

    /** {@return those that must be read themselves, since their known effects do not say it all} */
    List<ActionId> needed() {
        return steps.stream()
                .filter(each -> each.way() != Way.KNOWN)
                .map(Step::id)
                .toList();
    }

    private static Way way(RecordSummary record, Predicate<RecordSummary> runs) {
        if (record.isCorrection()) {
            return Way.LIVE;
        }
        if (record.status() == RecordStatus.PENDING) {
            return Way.PREDICT;
        }
        return runs.test(record) ? Way.RUN : Way.KNOWN;
    }
}
