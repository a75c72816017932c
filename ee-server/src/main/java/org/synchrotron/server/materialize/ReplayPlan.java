package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.action.Footprint;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowChange;

/**
 * What to do so that the tables hold what the whole log gives (rule 1): first undo these, then run those, in replay order.
 *
 * <p>Base records run, and of the corrections those that replicas contributed, without their stale cells. The server's own never do:
 * the run itself says what they had said; nor do markers. A record of the suffix runs again if it may meet what a record before it that
 * runs may change. So whoever wrote a row after one that is undone is undone, too.
 */
public record ReplayPlan(List<ActionId> undo, List<ReplayStep> run) {

    /**
     * {@return the plan}
     *
     * @param suffix the records of the log after the earliest of the fresh ones
     * @param fresh the new records
     * @param footprints how far the run of a record reaches
     */
    public static ReplayPlan of(
            List<ReplayStep> suffix, List<ReplayStep> fresh, Function<ActionRecord, Footprint> footprints) {
        Set<ActionId> past = running(suffix).map(step -> step.record().id()).collect(Collectors.toSet());
        List<ActionId> undo = new ArrayList<>();
        List<ReplayStep> run = new ArrayList<>();
        AffectedRecords affected = new AffectedRecords();
        for (ReplayStep step :
                Stream.concat(running(suffix), running(fresh)).sorted().toList()) {
            Footprint footprint = affected.isEverything() ? Footprint.EVERYTHING : footprint(step, footprints);
            boolean isFresh = !past.contains(step.record().id());
            if (isFresh || affected.meets(footprint)) {
                affected.add(footprint);
                run.add(step);
                if (!isFresh) {
                    undo.add(step.record().id());
                }
            }
        }
        return new ReplayPlan(undo, run);
    }

    /** A correction writes what it says, and which of its cells count hangs on who wrote them. */
    private static Footprint footprint(ReplayStep step, Function<ActionRecord, Footprint> footprints) {
        return step.record().isContribution()
                ? new Footprint.Rows(step.given().stream().map(RowChange::row).collect(Collectors.toSet()))
                : footprints.apply(step.record());
    }

    private static Stream<ReplayStep> running(List<ReplayStep> steps) {
        return steps.stream()
                .filter(step -> step.record().isBase() || step.record().isContribution());
    }
}
