package org.synchrotron.action;

import org.synchrotron.log.ActionId;

/** Thrown on a server if a run of an action costs more than the server allows. Nothing of the run is stored. */
public abstract sealed class RunLimitExceeded extends RuntimeException permits ActionTooSlow, ActionTooLarge {

    private static final long serialVersionUID = 1L;

    private final String tag;
    private final ActionId record;

    RunLimitExceeded(String tag, ActionId record, String message) {
        super(message);
        this.tag = tag;
        this.record = record;
    }

    /** {@return the tag of the action} */
    public String tag() {
        return tag;
    }

    /** {@return the record that ran} */
    public ActionId record() {
        return record;
    }
}
