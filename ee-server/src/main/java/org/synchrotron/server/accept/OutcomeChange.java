package org.synchrotron.server.accept;

import java.util.Optional;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.materialize.RunResult;

/** Whether running a record again turns what was said about it. */
final class OutcomeChange {

    private OutcomeChange() {}

    /**
     * {@return the new outcome} A record that goes from rejected to run is {@code adapted}: its author has been told that it is
     * a no-op, so it does something else than was known. Applied and adapted stay: they compare the first acceptance with what
     * the author saw.
     */
    static Optional<Outcome> of(Outcome before, RunResult again) {
        boolean wasRejected = before.kind() == Outcome.Kind.REJECTED;
        if (again instanceof RunResult.Rejected no) {
            return no.outcome().equals(before) ? Optional.empty() : Optional.of(no.outcome());
        }
        return wasRejected ? Optional.of(Outcome.ADAPTED) : Optional.empty();
    }
}
