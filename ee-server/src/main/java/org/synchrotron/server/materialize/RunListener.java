package org.synchrotron.server.materialize;

import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.ActionRecord;

/**
 * Receives runs about which operators have to know. Called within the transaction in which they ran. Thread-safe. An exception that it
 * throws ends the transaction.
 */
@FunctionalInterface
public interface RunListener {

    /** A record of the log took too long when it ran again, and so keeps what it did before. */
    void tooSlow(ActionTooSlow tooSlow);

    /** A record of the log changed too many rows when it ran again, and so keeps what it did before. */
    default void tooLarge(ActionTooLarge tooMany) {}

    /** The logic of a record failed, otherwise than by a refusal: the record is rejected. */
    default void failed(ActionRecord record, Throwable failure) {}

    /** A record cannot run although its data give no reason for that: its upload, or the late one that makes it run again, waits. */
    default void prevented(RunPrevented prevented) {}
}
