package org.synchrotron.server.log;

import org.synchrotron.log.ActionId;

/**
 * Receives records of the log that cannot be read, each time that one is met, within the transaction that met it. Thread-safe. An
 * exception that it throws ends the transaction.
 */
@FunctionalInterface
public interface UnreadableListener {

    /** Ignores them. */
    UnreadableListener NONE = (record, what) -> {};

    /**
     * Receives one record.
     *
     * @param record the record
     * @param what which part of it cannot be read and why, as a clause, without its content
     */
    void found(ActionId record, String what);
}
