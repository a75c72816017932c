package org.synchrotron.action;

import org.synchrotron.log.ActionId;

/** Thrown on a server if a run of an action changes more rows than the server allows one record. Nothing of the run is stored. */
public final class ActionTooLarge extends RunLimitExceeded {

    private static final long serialVersionUID = 1L;

    /**
     * @param record the record that ran
     * @param most the most row changes of a record
     */
    public ActionTooLarge(String tag, ActionId record, int most) {
        super(
                tag,
                record,
                tag + " makes more than " + most + " row changes, the most of one record; nothing of record " + record
                        + " is stored");
    }
}
