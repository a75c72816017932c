package org.synchrotron.server.materialize;

import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * Thrown if a run leaves a transaction that can only be rolled back. The caller rolls it back and repeats it: then the record has the outcome
 * of this run without running.
 */
public final class RunSpoiled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ActionId record;

    RunSpoiled(ActionRecord record, Throwable cause) {
        super(record.tag() + " of record " + record.id() + " lets its transaction only be rolled back", cause);
        this.record = record.id();
    }

    /** {@return the record that ran} */
    public ActionId record() {
        return record;
    }
}
