package org.synchrotron.client.store;

import java.util.List;

/** Logic that was written for another schema. */
public final class OutdatedLogic {

    private static final List<String> MISSING = List.of("no such table", "no such column", "has no column named");

    private OutdatedLogic() {}

    /** {@return whether logic failed because a table or column that it names is not here} */
    public static boolean failedWith(Throwable thrown) {
        return SqliteFailures.among(thrown)
                .findFirst()
                .map(failure -> String.valueOf(failure.getMessage()))
                .filter(message -> MISSING.stream().anyMatch(message::contains))
                .isPresent();
    }
}
