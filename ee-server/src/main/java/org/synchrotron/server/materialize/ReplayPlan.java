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
import org.synchrotron.log.ClientId;
import org.synchrotron.log.RowChange;

/**
 * A plan that brings the tables to the state of the whole log (rule 1): first undo some records, then run some, in replay order.
 * Immutable.
 *
 * <p>Base records run. The server's own corrections do not run, because the re-run itself produces their changes; markers do not
 * run either. Of a correction that a client uploaded to an older version of this server, the known effects are applied. A record of the suffix runs again if its footprint has a
 * row in common with that of an earlier record that runs. So a record that wrote a row after an undone record is undone, too.
 *
 * @param undo the records to undo
 * @param run the records to run, in replay order
 */
public record ReplayPlan(List<ActionId> undo, List<ReplayStep> run) {

    /**
     * {@return the plan}
     *
     * @param suffix the records of the log after the earliest of the fresh ones
     * @param fresh the new records, and those of the suffix that run again in any case
     * @param footprints the footprint of a record
     */
    public static ReplayPlan of(
            List<ReplayStep> suffix, List<ReplayStep> fresh, Function<ActionRecord, Footprint> footprints) {
        Set<ActionId> past = ids(suffix);
        Set<ActionId> due = ids(fresh);
        List<ActionId> undo = new ArrayList<>();
        List<ReplayStep> run = new ArrayList<>();
        AffectedRecords affected = new AffectedRecords();
        for (ReplayStep step : Stream.concat(
                        running(suffix)
                                .filter(each -> !due.contains(each.record().id())),
                        running(fresh))
                .sorted()
                .toList()) {
            Footprint footprint = affected.isEverything() ? Footprint.EVERYTHING : footprint(step, footprints);
            ActionId id = step.record().id();
            if (due.contains(id) || affected.meets(footprint)) {
                affected.add(footprint);
                run.add(step);
                if (past.contains(id)) {
                    undo.add(id);
                }
            }
        }
        return new ReplayPlan(undo, run);
    }

    /** Such a record writes the rows of its changes. Which cells of a correction count depends on the writers of these rows. */
    private static Footprint footprint(ReplayStep step, Function<ActionRecord, Footprint> footprints) {
        return step.isGiven()
                ? new Footprint.Rows(step.given().stream().map(RowChange::row).collect(Collectors.toSet()))
                : footprints.apply(step.record());
    }

    private static Set<ActionId> ids(List<ReplayStep> steps) {
        return running(steps).map(step -> step.record().id()).collect(Collectors.toSet());
    }

    private static Stream<ReplayStep> running(List<ReplayStep> steps) {
        return steps.stream()
                .filter(step -> step.record().isBase()
                        || (step.record().isCorrection()
                                && !step.record().client().equals(ClientId.SERVER)));
    }
}
