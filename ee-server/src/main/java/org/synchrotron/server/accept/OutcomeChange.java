package org.synchrotron.server.accept;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.materialize.RunResult;

/** Whether running a record again changes its outcome. */
final class OutcomeChange {

    private OutcomeChange() {}

    /**
     * {@return the new outcomes of those records whose outcome changed}
     *
     * @param results of the records that ran again
     * @param withoutCode whether a record runs by what the log says of it
     */
    static Map<ActionId, Outcome> among(
            List<LoggedRecord> records, Map<ActionId, RunResult> results, Predicate<ActionRecord> withoutCode) {
        Map<ActionId, Outcome> changed = new TreeMap<>();
        for (LoggedRecord each : records) {
            RunResult result = results.get(each.record().id());
            Outcome before = each.acceptance().outcome();
            // A rejected record without code has nothing left to apply: that nothing fails then does not turn it.
            boolean forGood = isRejected(before) && withoutCode.test(each.record());
            if (result != null && !forGood) {
                of(before, result)
                        .ifPresent(outcome -> changed.put(each.record().id(), outcome));
            }
        }
        return changed;
    }

    /**
     * {@return the new outcome} A record that goes from rejected to run is {@code adapted}: its author has been told that it is
     * a no-op, so it does something else than was known. Applied and adapted stay: they compare the first acceptance with what
     * the author saw.
     */
    private static Optional<Outcome> of(Outcome before, RunResult again) {
        if (again instanceof RunResult.Rejected no) {
            return no.outcome().equals(before) ? Optional.empty() : Optional.of(no.outcome());
        }
        return isRejected(before) ? Optional.of(Outcome.ADAPTED) : Optional.empty();
    }

    private static boolean isRejected(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.REJECTED;
    }
}
