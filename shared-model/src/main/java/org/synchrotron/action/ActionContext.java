package org.synchrotron.action;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.SystemTags;

/** The inputs of one run of an {@link Action} besides its arguments. Valid during one {@code apply} and on its thread only. */
public final class ActionContext {

    private final Handle sql;
    private final ActionRecord record;
    private final RowIds rowIds;

    /** Creates the context of one run of {@code record} in the transaction of {@code sql}. */
    public ActionContext(Handle sql, ActionRecord record) {
        this.sql = sql;
        this.record = record;
        this.rowIds = RowIds.ofRecord(record.id().value());
    }

    /**
     * {@return SQL in the current transaction, under the author's view} An action does not commit it, roll it back or close it.
     */
    public Handle sql() {
        return sql;
    }

    /** {@return the time at which the author executed the action; the only time an action may use} */
    public Instant timestamp() {
        return Instant.ofEpochMilli(
                record.args().getJsonNumber(SystemTags.TIMESTAMP).longValueExact());
    }

    /** {@return the user who executed the action} */
    public String author() {
        return record.author().value();
    }

    /** {@return the source of ids for the rows that the action inserts} */
    public RowIds rowIds() {
        return rowIds;
    }
}
