package org.synchrotron.client.store;

import java.sql.SQLException;
import java.util.List;

/** Logic that was written for another schema. */
public final class OutdatedLogic {

    private static final List<String> MISSING = List.of("no such table", "no such column", "has no column named");

    private OutdatedLogic() {}

    /** {@return whether logic failed because a table or column that it names is not here} */
    public static boolean failedWith(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SQLException failure) {
                String message = String.valueOf(failure.getMessage());
                return MISSING.stream().anyMatch(message::contains);
            }
        }
        return false;
    }
}
