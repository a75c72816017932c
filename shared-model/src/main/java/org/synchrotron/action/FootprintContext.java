package org.synchrotron.action;

import java.time.Instant;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.SystemTags;

/**
 * What {@link Action#footprint} knows besides the arguments: what {@link ActionContext} tells a run, without the rows. Not thread-safe.
 */
public final class FootprintContext {

    private final ActionRecord record;
    private final RowIds rowIds;

    /** Creates the context for the footprint of {@code record}. */
    public FootprintContext(ActionRecord record) {
        this.record = record;
        this.rowIds = RowIds.ofRecord(record.id().value());
    }

    /** {@return the user who executed the action} */
    public String author() {
        return record.author().value();
    }

    /** {@return the time at which the author executed the action} */
    public Instant timestamp() {
        return Instant.ofEpochMilli(
                record.args().getJsonNumber(SystemTags.TIMESTAMP).longValueExact());
    }

    /** {@return the source of ids for the rows that the action inserts: the same ids as in the run} */
    public RowIds rowIds() {
        return rowIds;
    }
}
