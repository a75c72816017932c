package org.synchrotron.server.accept;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.materialize.RunResult;

/** Decides whether running a record again changes its outcome. */
final class OutcomeChange {

    private OutcomeChange() {}

    /**
     * {@return the new outcomes of the records whose outcome changed, by record id}
     *
     * @param results the results of the records that ran again
     * @param cannotRun whether this server lacks what a record needs to run, so that its known effects are applied
     */
    static Map<ActionId, Outcome> among(
            List<LoggedRecord> records, Map<ActionId, RunResult> results, Predicate<LoggedRecord> cannotRun) {
        Map<ActionId, Outcome> changed = new TreeMap<>();
        for (LoggedRecord each : records) {
            RunResult result = results.get(each.record().id());
            Outcome before = each.acceptance().outcome();
            // A rejected record that cannot run has no row changes to apply: that this succeeds does not change its
            // outcome.
            boolean isKept = each.isNoOp() && cannotRun.test(each) && result instanceof RunResult.Done;
            if (result != null && !isKept) {
                of(before, result)
                        .ifPresent(outcome -> changed.put(each.record().id(), outcome));
            }
        }
        return changed;
    }

    /**
     * {@return the new outcome; empty if it is unchanged} A rejected record whose run succeeds now is {@code adapted}: its author
     * was told that it is a no-op, so it differs from what the author knows. Applied and adapted stay, because they compare the
     * first acceptance with what the author saw.
     */
    private static Optional<Outcome> of(Outcome before, RunResult again) {
        if (again instanceof RunResult.Rejected no) {
            return no.outcome().equals(before) ? Optional.empty() : Optional.of(no.outcome());
        }
        return before.isNoOp() ? Optional.of(Outcome.ADAPTED) : Optional.empty();
    }
}
