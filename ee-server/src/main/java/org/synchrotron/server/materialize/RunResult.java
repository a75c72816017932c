package org.synchrotron.server.materialize;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.Outcome;

/** How the run of one record ended. */
public sealed interface RunResult {

    /** Its changes stand; {@code value} is what the action gave back. */
    record Done(@Nullable Object value) implements RunResult {}

    /** Its changes are taken back. */
    record Rejected(Outcome outcome, RuntimeException cause) implements RunResult {}
}
