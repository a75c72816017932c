package org.synchrotron.client.store;

/** The status of a record on its way from this file into the server's log. */
public enum RecordStatus {
    /** Executed here, not yet accepted. */
    PENDING,
    /** Kept here because the server refused it, or a record on which it builds. It counts neither as pending nor as part of the log. */
    QUARANTINED,
    /** The server has accepted it: applied or adapted. */
    ACCEPTED,
    /** The server has accepted it as a no-op. */
    REJECTED;

    /** {@return whether it is in the server's log} */
    public boolean isInLog() {
        return this == ACCEPTED || this == REJECTED;
    }
}
