package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.store.sqlite.ActionSql;

/** Maps SQLite's result codes to failures of a file. */
final class SqliteFailures {

    // https://www.sqlite.org/rescode.html, primary codes
    private static final int INTERNAL = 2;
    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int IO_ERROR = 10;
    static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int CONSTRAINT = 19;
    private static final int NO_LARGE_FILES = 22;
    private static final int NOT_A_DATABASE = 26;

    /**
     * The codes that say nothing about an action, besides those with a {@link Kind}. What speaks about it: an error in SQL, a constraint, a
     * value of the wrong type, out of range or too big, a misuse of the interface.
     */
    private static final Set<Integer> OTHERS =
            Set.of(INTERNAL, PERMISSION, NO_MEMORY, INTERRUPTED, IO_ERROR, PROTOCOL, NO_LARGE_FILES);

    private SqliteFailures() {}

    static DatabaseFailure of(Path file, String doing, SQLException cause) {
        Kind kind = kind(cause);
        String then = kind == Kind.DAMAGED ? ". The file is damaged: it is replaced when it is opened again" : "";
        return new DatabaseFailure(kind, file, doing + ": " + cause.getMessage() + then, cause);
    }

    /** {@return whether this was thrown because a file that was open is damaged, or is no database any more} */
    static boolean isDamage(Throwable thrown) {
        return among(thrown).anyMatch(failure -> kind(failure) == Kind.DAMAGED || kind(failure) == Kind.NOT_A_DATABASE);
    }

    /** {@return the failures of SQL among what was thrown and its causes, the outermost first} */
    static Stream<SQLException> among(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast);
    }

    /**
     * {@return the database's failure among the causes of what an action threw, or null where the action itself is to
     * blame}
     */
    static @Nullable DatabaseFailure behind(Throwable thrown, Path file, String doing) {
        return among(thrown)
                .filter(SqliteFailures::isOfTheFile)
                .findFirst()
                .map(failure -> of(file, doing, failure))
                .orElse(null);
    }

    /** {@return what the present run of logic met that is not its own failure, or cannot be undone; empty if there is nothing} */
    static Optional<RuntimeException> met(ActionSql run, Path file, String doing) {
        SQLException ofTheFile = run.ofTheFile();
        return ofTheFile != null
                ? Optional.of(of(file, doing, ofTheFile))
                : Optional.ofNullable(run.ending()).map(TransactionEnded::new);
    }

    static boolean isConstraint(DatabaseFailure failure) {
        return failure.getCause() instanceof SQLException cause && isConstraint(cause);
    }

    static boolean isConstraint(SQLException failure) {
        return primary(failure) == CONSTRAINT;
    }

    /** {@return whether a constraint refuses the write that is not enforced for known effects} */
    static boolean canBeSwitchedOff(SQLException failure) {
        return failure instanceof SQLiteException cause
                && (cause.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_CHECK
                        || cause.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY);
    }

    /** {@return whether the failure is the file's, or the machine's, and says nothing about the action that met it} */
    static boolean isOfTheFile(SQLException failure) {
        return OTHERS.contains(primary(failure)) || kind(failure) != Kind.OTHER;
    }

    private static Kind kind(SQLException cause) {
        if (hasNoRoomForIndex(cause)) {
            return Kind.DISK_FULL;
        }
        return switch (primary(cause)) {
            case BUSY, LOCKED -> Kind.BUSY;
            case READ_ONLY -> Kind.READ_ONLY;
            case FULL -> Kind.DISK_FULL;
            case CANNOT_OPEN -> Kind.CANNOT_OPEN;
            case NOT_A_DATABASE -> Kind.NOT_A_DATABASE;
            case CORRUPT -> Kind.DAMAGED;
            default -> Kind.OTHER;
        };
    }

    /** {@return whether the index of the write-ahead log, a file beside the database, cannot grow} SQLite calls that an I/O error. */
    private static boolean hasNoRoomForIndex(SQLException failure) {
        return failure instanceof SQLiteException cause
                && cause.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }

    private static int primary(SQLException failure) {
        return failure.getErrorCode() & 0xff;
    }
}
