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
 * How to replay the log from a place on. Immutable.
 *
 * <ol>
 *   <li>Every applied record from there on is undone.
 *   <li>Before the first pending record, or everywhere if nothing is pending, known effects are applied; of corrections, without their
 *     stale cells.
 *   <li>From the first pending record on, logic runs where this replica has the code. Pending records
 *     are captured again.
 * </ol>
 *
 * @param undo in replay order
 * @param steps in replay order
 * @param decided how many of the steps come before the first pending record; all if nothing is pending
 */
record ReplayPlan(List<ActionId> undo, List<Step> steps, int decided) {

    /** What happens to one record. */
    record Step(RecordSummary summary, Way way) {

        ActionId id() {
            return summary.id();
        }
    }

    /** Where a record's effects come from. */
    enum Way {
        /** From the known effects. */
        KNOWN,
        /** From the known effects, without stale cells. */
        WITHOUT_STALE_CELLS,
        /** From its logic; if that fails, from the known effects. */
        RUN,
        /** From its logic, and captured as known effects; if that fails, none. */
        PREDICT
    }

    /** {@return the plan for these records: the suffix of the log from a place on, in replay order} */
    static ReplayPlan of(
            List<RecordSummary> suffix, Optional<ReplayKey> firstPending, Predicate<? super RecordSummary> runsHere) {
        Predicate<RecordSummary> runs = record ->
                firstPending.isPresent() && firstPending.get().isBefore(record.key()) && runsHere.test(record);
        List<ActionId> undo = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        int decided = 0;
        for (RecordSummary each : suffix) {
            if (each.isApplied()) {
                undo.add(each.id());
            }
            steps.add(new Step(each, way(each, runs)));
            if (firstPending.isEmpty() || each.key().isBefore(firstPending.get())) {
                decided = steps.size();
            }
        }
        return new ReplayPlan(undo, steps, decided);
    }

    /** {@return the plan that leaves only known effects: all is undone, and pending records are not applied again} */
    static ReplayPlan known(List<RecordSummary> suffix) {
        List<ActionId> undo = suffix.stream()
                .filter(RecordSummary::isApplied)
                .map(RecordSummary::id)
                .toList();
        List<Step> steps = suffix.stream()
                .filter(each -> each.status().isInLog())
                .map(each -> new Step(each, way(each, none -> false)))
                .toList();
        return new ReplayPlan(undo, steps, steps.size());
    }

    /** {@return whether the tables depend only on what the log says afterwards} */
    boolean endsDecided() {
        return decided == steps.size();
    }

    /** {@return the records that must be read, because their known effects are not sufficient} */
    List<ActionId> needed() {
        return steps.stream()
                .filter(each -> each.way() != Way.KNOWN)
                .map(Step::id)
                .toList();
    }

    private static Way way(RecordSummary record, Predicate<RecordSummary> runs) {
        if (record.isCorrection()) {
            return Way.WITHOUT_STALE_CELLS;
        }
        if (record.status() == RecordStatus.PENDING) {
            return Way.PREDICT;
        }
        return runs.test(record) ? Way.RUN : Way.KNOWN;
    }
}
