package org.synchrotron.db.postgresql;

import org.jspecify.annotations.Nullable;

/** A migration failed. The message says what failed, where, and what to do. No migration is left half done. */
public final class MigrationFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationFailed(String message) {
        super(message);
    }

    MigrationFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
