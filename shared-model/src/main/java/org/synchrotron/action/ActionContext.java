package org.synchrotron.action;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.SystemTags;

/** What an {@link Action} may know besides its arguments. Valid during one {@code apply}, on its thread. */
public final class ActionContext {

    private final Handle sql;
    private final ActionRecord record;
    private final RowIds rowIds;

    /** The surroundings of one run of {@code record} on the transaction of {@code sql}. */
    public ActionContext(Handle sql, ActionRecord record) {
        this.sql = sql;
        this.record = record;
        this.rowIds = RowIds.ofRecord(record.id().value());
    }

    /**
     * {@return SQL on the current transaction, under the author's view} An action neither commits nor rolls back nor closes
     * it.
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

    /** {@return ids for the rows that the action inserts} */
    public RowIds rowIds() {
        return rowIds;
    }
}
