package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.action.Reach;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * What to do so that the tables hold what the whole log gives (rule 1): first undo these, then run those, in replay order.
 *
 * <p>Only base records run. The server's own corrections never do: the run itself says what they had said; nor do markers. A record
 * of the suffix runs again if it may meet what a record before it that runs may change. So whoever wrote a row after one that is
 * undone is undone, too.
 */
public record ReplayPlan(List<ActionId> undo, List<ReplayStep> run) {

    /**
     * {@return the plan}
     *
     * @param suffix the records of the log after the earliest of the fresh ones
     * @param fresh the new records
     * @param reaches how far the run of a record reaches
     */
    public static ReplayPlan of(
            List<ReplayStep> suffix, List<ReplayStep> fresh, Function<ActionRecord, Reach> reaches) {
        Set<ActionId> past = base(suffix).map(step -> step.record().id()).collect(Collectors.toSet());
        List<ActionId> undo = new ArrayList<>();
        List<ReplayStep> run = new ArrayList<>();
        Reached reached = new Reached();
        for (ReplayStep step : Stream.concat(base(suffix), base(fresh)).sorted().toList()) {
            Reach reach = reached.isEverything() ? Reach.EVERYTHING : reaches.apply(step.record());
            boolean isFresh = !past.contains(step.record().id());
            if (isFresh || reached.meets(reach)) {
                reached.add(reach);
                run.add(step);
                if (!isFresh) {
                    undo.add(step.record().id());
                }
            }
        }
        return new ReplayPlan(undo, run);
    }

    private static Stream<ReplayStep> base(List<ReplayStep> steps) {
        return steps.stream().filter(step -> step.record().isBase());
    }
}
