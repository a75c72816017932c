package org.synchrotron.db.postgresql;

import org.jspecify.annotations.Nullable;

/** The database could not be brought up to date. The message says what, where and what to do; nothing is half-written. */
public final class MigrationFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationFailed(String message) {
        super(message);
    }

    MigrationFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
