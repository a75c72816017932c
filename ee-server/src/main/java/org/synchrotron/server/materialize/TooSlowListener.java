package org.synchrotron.server.materialize;

import org.synchrotron.action.ActionTooSlow;

/**
 * Receives records of the log that took too long when they ran again, and so kept what they had done before. Called within the
 * transaction in which they ran. Thread-safe. An exception that it throws ends the transaction.
 */
@FunctionalInterface
public interface TooSlowListener {

    void found(ActionTooSlow tooSlow);
}
