package org.synchrotron.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The client's SQLite file could not be used. The transaction was rolled back. Immutable. */
public final class DatabaseFailure extends ClientException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the file. */
    public enum Kind {
        /** The file cannot be opened or created: its directory or a permission is missing. */
        CANNOT_OPEN,
        /** The file may be read but not written. */
        READ_ONLY,
        /**
         * The file is damaged. The client opens it again by itself, which replaces it ({@link SyncListener#fileRecovered}), and later calls go
         * on with the new one; within ten minutes of that it does not do so again, but {@link ClientBuilder#open} does. If opening throws this, the
         * file cannot be replaced, and the message says why.
         */
        DAMAGED,
        /** The file is no SQLite database. */
        NOT_A_DATABASE,
        /** The disk is full. */
        DISK_FULL,
        /** The file belongs to another user or client than the one that opened it. */
        OTHER_OWNER,
        /** A newer library wrote the file. */
        NEWER_VERSION,
        /** The application's schema or a tracked table is not valid; the message says why. */
        SCHEMA,
        /** Another client has the file open, in this program or in another one. */
        IN_USE,
        /** Another program locked the file for too long. */
        BUSY,
        /** Anything else; the cause says what. */
        OTHER
    }

    private final Kind kind;
    private final Path file;

    /** For the client's own packages. */
    public DatabaseFailure(Kind kind, Path file, String what, @Nullable Throwable cause) {
        super("database file " + file + ": " + what, cause);
        this.kind = kind;
        this.file = file;
    }

    public Kind kind() {
        return kind;
    }

    public Path file() {
        return file;
    }
}
