package org.synchrotron.client.reconcile;

import org.synchrotron.log.ActionRecord;

/** Hears of logic that refused or threw when it was run again. */
@FunctionalInterface
public interface FailedLogic {

    void failed(ActionRecord record, RuntimeException cause);
}
