package org.synchrotron.server.log;

import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.StoredArgs;

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

    /** Receives a record of which a row change cannot be read. */
    default void foundRowChange(ActionId record) {
        found(record, "a row change cannot be read");
    }

    /** {@return whether the record's arguments can be read} If not, it is received. */
    default boolean isReadable(ActionRecord record) {
        StoredArgs.flaw(record).ifPresent(flaw -> found(record.id(), "its arguments cannot be read: " + flaw));
        return record.isReadable();
    }
}
