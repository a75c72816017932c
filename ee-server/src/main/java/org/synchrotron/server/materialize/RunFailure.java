package org.synchrotron.server.materialize;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionBroken;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.action.RowIdCollision;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;

/**
 * Converts the failure of a run to the outcome of its record. The message is read by other users than the author, so it contains
 * no SQL and no rows. An infrastructure failure (connection lost, deadlock, disk full) is not the record's and is rethrown.
 */
final class RunFailure {

    private static final int LONGEST = 500;

    /**
     * SQLSTATE classes of infrastructure failures: connection, rollback, resources, locks, intervention, system, configuration,
     * internal.
     */
    private static final Set<String> WORLD = Set.of("08", "40", "53", "55", "57", "58", "F0", "XX");

    private static final String CANCELLED = "57014";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** SQLSTATEs for an unknown table, column or function. */
    private static final Set<String> NOT_THERE = Set.of("42P01", "42703", "42883");

    private static final String OURS = "SY";

    /** SQLSTATEs for a write outside the footprint of the run. */
    private static final Set<String> OUTSIDE = Set.of("SY010", "SY012");

    private RunFailure() {}

    static Outcome outcome(String tag, RuntimeException failure) {
        if (failure instanceof ActionRejected refusal) {
            return rejected(refusal.code(), String.valueOf(refusal.getMessage()));
        }
        if (failure instanceof InvalidArguments invalid) {
            return rejected(InvalidArguments.CODE, String.valueOf(invalid.getMessage()));
        }
        if (failure instanceof RowIdCollision collision) {
            return rejected(
                    "failed",
                    tag + " inserts two rows of " + collision.table() + " with the same identity ("
                            + String.join(", ", collision.columns()) + ")");
        }
        SQLException sql = sqlCause(failure);
        return sql == null ? rejected("failed", tag + " failed: " + kind(failure)) : ofDatabase(tag, failure, sql);
    }

    /** {@return whether an error of the database ended the run} */
    static boolean isOfTheDatabase(RuntimeException failure) {
        return sqlCause(failure) != null;
    }

    /** {@return whether it is an infrastructure failure, which is not the record's} */
    static boolean isOfTheWorld(RuntimeException failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && isOfTheWorld(state(sql));
    }

    /** {@return whether the run's statement was cancelled} PostgreSQL does that when a time is over, or if somebody asks for it. */
    static boolean isCancellation(RuntimeException failure) {
        SQLException sql = sqlCause(failure);
        return sql != null && state(sql).equals(CANCELLED);
    }

    private static boolean isOfTheWorld(String state) {
        return state.length() == 5 && WORLD.contains(state.substring(0, 2));
    }

    private static String state(SQLException sql) {
        return sql.getSQLState() == null ? "?" : sql.getSQLState();
    }

    private static Outcome ofDatabase(String tag, RuntimeException failure, SQLException sql) {
        String state = state(sql);
        if (isOfTheWorld(state)) {
            throw failure;
        }
        if (state.equals(INSUFFICIENT_PRIVILEGE)) {
            return rejected(
                    Refusal.ACCESS_DENIED.text(),
                    tag + " writes what its author may not write, or a table that is not tracked");
        }
        if (NOT_THERE.contains(state)) {
            return rejected("failed", tag + " uses a table or column that the server's database does not have");
        }
        if (OUTSIDE.contains(state)) {
            return rejected(Refusal.ACCESS_DENIED.text(), tag + " was refused: " + OwnRefusal.of(state));
        }
        if (state.startsWith(OURS)) {
            return rejected("failed", tag + " was refused by the database: " + OwnRefusal.of(state));
        }
        return rejected("failed", tag + " failed in the database (SQLSTATE " + state + ")");
    }

    private static String kind(RuntimeException failure) {
        Throwable cause = failure instanceof ActionBroken ? failure.getCause() : null;
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }

    private static Outcome rejected(String code, String message) {
        return Outcome.rejected(clean(code), clean(message));
    }

    private static String clean(String text) {
        String storable = text.replace("\0", "");
        return storable.length() <= LONGEST ? storable : storable.substring(0, LONGEST - 1) + "…";
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
