package org.synchrotron.server.materialize;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * What to do so that the tables hold what the whole log gives (rule 1): first undo these, then run those, in replay order.
 *
 * <p>Base records run, and of the corrections those that replicas contributed, without their stale cells. The server's own never do:
 * the run itself says what they had said; nor do markers.
 */
public record ReplayPlan(Set<ActionId> undo, List<ReplayStep> run) {

    /**
     * {@return the plan}
     *
     * @param suffix the records of the log after the earliest of the fresh ones
     * @param fresh the new records
     */
    public static ReplayPlan of(List<ReplayStep> suffix, List<ReplayStep> fresh) {
        Set<ActionId> undo = running(suffix).map(step -> step.record().id()).collect(Collectors.toSet());
        return new ReplayPlan(
                undo, Stream.concat(running(suffix), running(fresh)).sorted().toList());
    }

    /** {@return whether it runs for the first time} */
    boolean isFresh(ActionRecord record) {
        return !undo.contains(record.id());
    }

    private static Stream<ReplayStep> running(List<ReplayStep> steps) {
        return steps.stream()
                .filter(step -> step.record().isBase() || step.record().isContribution());
    }
}
