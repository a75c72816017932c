package org.synchrotron.client.reconcile;

import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.log.UserId;

/** Decides which recorded actions' logic runs again on this replica. */
record LocalLogic(Logic logic, UserId user) {

    /** {@return whether this replica has the action's code and its replay policy allows it} */
    boolean runs(RecordSummary record) {
        return record.isBase() && logic.replays(record.tag(), isOwn(record));
    }

    private boolean isOwn(RecordSummary record) {
        return record.author().equals(user);
    }
}
