package org.synchrotron.db.postgresql;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jspecify.annotations.Nullable;

/** Explains in a sentence why a connection or a migration failed. */
final class FailureSentence {

    private FailureSentence() {}

    static MigrationFailed of(DatabaseAddress address, SQLException cause) {
        return new MigrationFailed(connection(address, cause), cause);
    }

    static MigrationFailed of(DatabaseAddress address, FlywayException cause) {
        FlywaySqlScriptException script = find(cause, FlywaySqlScriptException.class);
        if (script != null) {
            return new MigrationFailed(script(address, script), cause);
        }
        SQLException sql = find(cause, SQLException.class);
        if (sql != null) {
            return of(address, sql);
        }
        return new MigrationFailed("Migration of " + address + " failed: " + cause.getMessage(), cause);
    }

    private static String connection(DatabaseAddress address, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        String reason = switch (state) {
            case "08001", "08004", "08006" -> "no PostgreSQL answers there; is it running, are host and port right?";
            case "28P01", "28000" -> "the server refuses this user or password.";
            case "3D000" -> "the database does not exist; create it first.";
            case "42501" -> "a right is missing; the user must own the database and have CREATEROLE.";
            default -> "SQLSTATE " + state + ".";
        };
        return "Cannot migrate " + address + ": " + reason + " (" + cause.getMessage() + ")";
    }

    private static String script(DatabaseAddress address, FlywaySqlScriptException failure) {
        String file = failure.getResource() == null
                ? "a migration"
                : failure.getResource().getFilename();
        SQLException cause = find(failure, SQLException.class);
        String reason =
                cause == null ? failure.getMessage() : cause.getMessage() + " (SQLSTATE " + cause.getSQLState() + ")";
        return "Migration " + file + " of " + address + " failed at line " + failure.getLineNumber() + ": " + reason;
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
