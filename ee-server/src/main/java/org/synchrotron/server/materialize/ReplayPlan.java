package org.synchrotron.server.materialize;

import java.util.List;
import java.util.stream.Stream;
import org.synchrotron.log.ActionId;

/**
 * A plan that brings the tables to the state of the whole log (rule 1): first undo some records, then run some, in replay order.
 * Immutable.
 *
 * @param undo the records to undo
 * @param run the records to run, in replay order
 * @param putBack the changes of other records that runs must not see, in replay order: they are undone, too, and applied again
 *     between the runs, at the places of their records
 */
public record ReplayPlan(List<ActionId> undo, List<ReplayStep> run, List<PutBack> putBack) {

    /** A plan that puts nothing back. */
    public ReplayPlan(List<ActionId> undo, List<ReplayStep> run) {
        this(undo, run, List.of());
    }

    /** {@return this plan, which also undoes these changes and puts them back} */
    ReplayPlan with(List<PutBack> changes) {
        return new ReplayPlan(undo, run, changes);
    }

    /** {@return the positions of the changes that it puts back} */
    List<Long> positions() {
        return putBack.stream().flatMap(each -> each.positions().stream()).toList();
    }

    /** {@return whether the other plan undoes the same} */
    boolean undoesTheSame(ReplayPlan other) {
        return undo.equals(other.undo) && putBack.equals(other.putBack);
    }

    /** {@return whether it undoes nothing} */
    boolean undoesNothing() {
        return undo.isEmpty() && putBack.isEmpty();
    }

    /**
     * {@return the plan in which all these records run}
     *
     * @param logged records of the log
     * @param fresh the new records
     */
    static ReplayPlan ofAll(List<ReplayStep> logged, List<ReplayStep> fresh) {
        return new ReplayPlan(
                logged.stream().map(step -> step.record().id()).toList(),
                Stream.concat(logged.stream(), fresh.stream()).sorted().toList());
    }
}
