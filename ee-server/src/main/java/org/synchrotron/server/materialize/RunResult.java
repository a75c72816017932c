package org.synchrotron.server.materialize;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.Outcome;

/** The result of the run of one record. */
public sealed interface RunResult {

    /**
     * The run succeeded, and its changes are kept.
     *
     * @param value the action's result; null for none
     */
    record Done(@Nullable Object value) implements RunResult {}

    /** The run refused or failed, and its changes are undone. */
    record Rejected(Outcome outcome, RuntimeException cause) implements RunResult {}
}
