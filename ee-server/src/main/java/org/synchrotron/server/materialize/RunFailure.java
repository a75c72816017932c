package org.synchrotron.server.materialize;

import java.sql.SQLException;
import java.util.Set;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.ForbiddenStatement;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.action.RowIdCollision;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.log.FailureKind;

/**
 * Converts the failure of a run to the outcome of its record. The message is read by other users than the author, so it contains
 * no SQL, no class and no rows. Only for what is the record's own, see {@link FailureKind}.
 */
final class RunFailure {

    private static final int LONGEST = 500;

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String OURS = "SY";

    /** SQLSTATEs for a write outside the footprint of the run, and for a changed scope. */
    private static final Set<String> DENIED = Set.of("SY010", "SY012", "SY015");

    /** SQLSTATEs for a procedure that ends the transaction, and for a statement that no transaction may contain. */
    private static final Set<String> ENDING = Set.of("2D000", "25001");

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
        if (failure instanceof ForbiddenStatement forbidden) {
            return rejected(
                    "failed",
                    tag + " does what an action may not (" + forbidden.what()
                            + "): an action only reads and writes rows");
        }
        SQLException sql = FailureKind.cause(failure);
        return sql == null ? rejected("failed", tag + " failed") : ofDatabase(tag, sql);
    }

    /** {@return whether an error of the database ended the run} */
    static boolean isOfTheDatabase(RuntimeException failure) {
        return FailureKind.cause(failure) != null;
    }

    private static String state(SQLException sql) {
        return sql.getSQLState() == null ? "?" : sql.getSQLState();
    }

    private static Outcome ofDatabase(String tag, SQLException sql) {
        String state = state(sql);
        if (state.equals(INSUFFICIENT_PRIVILEGE)) {
            return rejected(
                    Refusal.ACCESS_DENIED.text(),
                    tag + " writes what its author may not write, or a table that is not tracked");
        }
        if (ENDING.contains(state)) {
            return rejected("failed", tag + " was refused by the database: an action may not end its transaction");
        }
        if (DENIED.contains(state)) {
            return rejected(Refusal.ACCESS_DENIED.text(), tag + " was refused: " + OwnRefusal.of(state));
        }
        if (state.startsWith(OURS)) {
            return rejected("failed", tag + " was refused by the database: " + OwnRefusal.of(state));
        }
        return rejected("failed", tag + " failed in the database (SQLSTATE " + state + ")");
    }

    private static Outcome rejected(String code, String message) {
        return Outcome.rejected(clean(code), clean(message));
    }

    private static String clean(String text) {
        String storable = text.replace("\0", "");
        return storable.length() <= LONGEST ? storable : storable.substring(0, LONGEST - 1) + "…";
    }
}
