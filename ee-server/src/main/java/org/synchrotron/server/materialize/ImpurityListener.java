package org.synchrotron.server.materialize;

import org.synchrotron.history.ImpureAction;

/**
 * Receives reports of impure actions, within the transaction in which they ran. An exception that it throws ends the transaction.
 */
@FunctionalInterface
public interface ImpurityListener {

    void found(ImpureAction impure);
}
