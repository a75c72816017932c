package org.synchrotron.action;

import java.time.Duration;
import org.synchrotron.log.ActionId;

/**
 * Thrown on a server if a run of an action takes longer than the server allows. The run was ended, and nothing of it is stored. It may
 * be the action, or other work of the machine, so the same execution may succeed later.
 */
public final class ActionTooSlow extends RunLimitExceeded {

    private static final long serialVersionUID = 1L;

    /**
     * @param record the record that ran
     * @param limit the longest time that one run may take; zero if the database's own limits ended it
     */
    public ActionTooSlow(String tag, ActionId record, Duration limit) {
        super(
                tag,
                record,
                tag + " took longer than " + text(limit) + ", and was ended; nothing of record " + record
                        + " is stored");
    }

    private static String text(Duration limit) {
        return limit.isZero()
                ? "the database allows"
                : limit.toMillis() + " ms, the longest time that the server gives one run";
    }
}
