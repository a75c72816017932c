package org.synchrotron.simulation.server;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Recognizes what PostgreSQL says when the login may not take a role. */
final class LostRole {

    private static final String DENIED = "42501";
    private static final String SENTENCE = "permission denied to set role";

    private LostRole() {}

    /** {@return whether the failure is the consequence of a lost role} */
    static boolean isCauseOf(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException error
                    && DENIED.equals(error.getSQLState())
                    && String.valueOf(error.getMessage()).contains(SENTENCE)) {
                return true;
            }
        }
        return false;
    }
}
