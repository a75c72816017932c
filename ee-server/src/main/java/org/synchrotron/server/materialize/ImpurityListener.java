package org.synchrotron.server.materialize;

import org.synchrotron.history.ImpureAction;

/** Hears of actions that are not pure, inside the transaction in which they ran. What it throws ends the transaction. */
@FunctionalInterface
public interface ImpurityListener {

    void found(ImpureAction impure);
}
