package org.synchrotron.server.materialize;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.access.Grantee;

/** The result of the run of one record. */
public sealed interface RunResult {

    /**
     * The run succeeded, and its changes are kept.
     *
     * @param value the action's result; null for none
     * @param author with the grant at the end of the run, which has the audiences that the run founded
     */
    record Done(@Nullable Object value, Grantee author) implements RunResult {}

    /** The run refused or failed, and its changes are undone. */
    record Rejected(Outcome outcome, RuntimeException cause) implements RunResult {

        /** A record that does not run, because it is a no-op for good. */
        static Rejected because(Outcome noOp) {
            Outcome.Rejection reason = requireNonNull(noOp.reason());
            return new Rejected(noOp, new ActionRejected(reason.code(), reason.message()));
        }
    }
}
