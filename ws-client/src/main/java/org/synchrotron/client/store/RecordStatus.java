package org.synchrotron.client.store;

/** How far a record has come on its way from this file into the server's log. */
public enum RecordStatus {
    /** Executed here, not yet accepted. */
    PENDING,
    /** Kept here because the server does not take it, or one on which it builds; it counts neither as pending nor in the log. */
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
