package org.synchrotron.server.materialize;

import java.util.List;
import java.util.stream.Stream;
import org.synchrotron.log.ActionId;

/**
 * What to do so that the tables hold what the whole log gives (rule 1): first undo these, then run those, in replay order.
 *
 * <p>Only base records run. The server's own corrections never do: the run itself says what they had said; nor do markers.
 */
public record ReplayPlan(List<ActionId> undo, List<ReplayStep> run) {

    /**
     * {@return the plan}
     *
     * @param suffix the records of the log after the earliest of the fresh ones
     * @param fresh the new records
     */
    public static ReplayPlan of(List<ReplayStep> suffix, List<ReplayStep> fresh) {
        List<ActionId> undo = base(suffix).map(step -> step.record().id()).toList();
        return new ReplayPlan(
                undo, Stream.concat(base(suffix), base(fresh)).sorted().toList());
    }

    private static Stream<ReplayStep> base(List<ReplayStep> steps) {
        return steps.stream().filter(step -> step.record().isBase());
    }
}
