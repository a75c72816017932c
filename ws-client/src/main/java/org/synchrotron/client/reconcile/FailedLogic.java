package org.synchrotron.client.reconcile;

import org.synchrotron.log.ActionRecord;

/** Receives the failures of logic that refused or threw when it ran again. */
@FunctionalInterface
public interface FailedLogic {

    void failed(ActionRecord record, RuntimeException cause);
}
