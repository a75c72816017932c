package org.synchrotron.server.log;

import java.sql.SQLException;
import java.util.Set;

/** Failures of a transaction because of what another one does at the same time: repeated, it may succeed. */
public final class Conflicts {

    /** A lock that is not free in time, a deadlock, a failed serialization. */
    private static final Set<String> STATES = Set.of("55P03", "40P01", "40001");

    private Conflicts() {}

    /** {@return whether the failure is a conflict with another transaction} */
    public static boolean isOne(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && STATES.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
