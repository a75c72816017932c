package org.synchrotron.client.store;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.Refusal;

/**
 * How large a record may be, as the server last said; of any size before that. It is asked when an action is executed, so that a program learns
 * then what the server would refuse later. Pending records stay as they are. Inside the caller's transaction. Not thread-safe.
 */
public final class SizeLimits {

    private static final String CHANGES = "SELECT count(*) FROM synchrotron_applied_changes WHERE record_number = ?";

    private final StateTable state;
    private final PreparedStatements statements;
    private final RecordNumbers numbers;

    public SizeLimits(Database database) {
        this.state = new StateTable(database);
        this.statements = database.statements();
        this.numbers = new RecordNumbers(database);
    }

    /** The server said this; null if it does not tell. */
    public void told(@Nullable RecordLimits limits) {
        state.put(StateTable.Key.LONGEST_ARGS, limits == null ? 0 : limits.args());
        state.put(StateTable.Key.MOST_ROW_CHANGES, limits == null ? 0 : limits.rowChanges());
    }

    /**
     * Requires that the record's arguments are not too long.
     *
     * @throws ActionRejected if they are
     */
    public void requireArgs(ActionRecord record) {
        long most = state.number(StateTable.Key.LONGEST_ARGS);
        int length = most == 0 ? 0 : RecordLimits.lengthOf(record.args());
        if (length > most) {
            throw new ActionRejected(
                    Refusal.ARGS_TOO_LONG.text(),
                    "The arguments of " + record.tag() + " have " + length + " characters; the server takes " + most
                            + ".");
        }
    }

    /**
     * Requires that the record's run has not changed too many rows.
     *
     * @throws ActionRejected if it has
     */
    public void requireRowChanges(ActionRecord record) {
        long most = state.number(StateTable.Key.MOST_ROW_CHANGES);
        long changes = most == 0 ? 0 : changes(record);
        if (changes > most) {
            throw new ActionRejected(
                    Refusal.TOO_MANY_CHANGES.text(),
                    record.tag() + " makes " + changes + " row changes here; the server takes " + most + ".");
        }
    }

    private long changes(ActionRecord record) {
        return statements
                .first(CHANGES, query -> query.setLong(1, numbers.of(record.id())), rows -> rows.getLong(1))
                .orElseThrow();
    }
}
