package org.synchrotron.client.store;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.Refusal;

/**
 * How large a record may be, as the server last said; of any size before that. It is asked when an action is executed, so that a program learns
 * then what the server would refuse later. Pending records stay as they are. Not thread-safe.
 */
public final class SizeLimits {

    private final StateTable state;
    private long args;
    private long rowChanges;

    /** Without limits until {@link #reload}. */
    SizeLimits(StateTable state) {
        this.state = state;
    }

    /** Restores what is stored. */
    void reload() {
        args = state.number(StateTable.Key.LONGEST_ARGS);
        rowChanges = state.number(StateTable.Key.MOST_ROW_CHANGES);
    }

    /** The server said this; null if it does not tell. Inside the caller's transaction. */
    public void told(@Nullable RecordLimits limits) {
        state.put(StateTable.Key.LONGEST_ARGS, limits == null ? 0 : limits.args());
        state.put(StateTable.Key.MOST_ROW_CHANGES, limits == null ? 0 : limits.rowChanges());
        reload();
    }

    /**
     * Requires that the record's arguments are not too long.
     *
     * @throws ActionRejected if they are
     */
    public void requireArgs(ActionRecord record) {
        int length = args == 0 ? 0 : RecordLimits.lengthOf(record.args());
        if (length > args) {
            throw new ActionRejected(
                    Refusal.ARGS_TOO_LONG.text(),
                    "The arguments of " + record.tag() + " have " + length + " characters; the server takes " + args
                            + ".");
        }
    }

    /**
     * Requires that the record's run has not changed too many rows.
     *
     * @param changes how many it has
     * @throws ActionRejected if these are too many
     */
    public void requireRowChanges(ActionRecord record, int changes) {
        if (rowChanges > 0 && changes > rowChanges) {
            throw new ActionRejected(
                    Refusal.TOO_MANY_CHANGES.text(),
                    record.tag() + " makes " + changes + " row changes here; the server takes " + rowChanges + ".");
        }
    }
}
