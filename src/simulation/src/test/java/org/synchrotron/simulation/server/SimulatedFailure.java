package org.synchrotron.simulation.server;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Recognizes what the trigger {@code simulate_failure} says. */
final class SimulatedFailure {

    private static final String SENTENCE = "simulated failure";

    private SimulatedFailure() {}

    /** {@return whether the failure is the consequence of a simulated one} */
    static boolean isCauseOf(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException error
                    && String.valueOf(error.getMessage()).contains(SENTENCE)) {
                return true;
            }
        }
        return false;
    }
}
