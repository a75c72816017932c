package org.synchrotron.client.store;

import org.synchrotron.log.Outcome;

/** The status of a record on its way from this file into the server's log. */
public enum RecordStatus {
    /** Executed here, not yet accepted. */
    PENDING,
    /** Kept here because the server refused it, or a record on which it builds. It counts neither as pending nor as part of the log. */
    QUARANTINED,
    /** The server has accepted it: applied or adapted. */
    ACCEPTED,
    /** The server has accepted it as a no-op, as long as the log before it stays. */
    REJECTED,
    /** The server had accepted it; an operator has made it a no-op for good. */
    WITHDRAWN;

    /** {@return whether it is in the server's log} */
    public boolean isInLog() {
        return this == ACCEPTED || this == REJECTED || this == WITHDRAWN;
    }

    /** {@return the status of a record in the server's log with this outcome} */
    public static RecordStatus of(Outcome outcome) {
        return switch (outcome.kind()) {
            case APPLIED, ADAPTED -> ACCEPTED;
            case REJECTED -> REJECTED;
            case WITHDRAWN -> WITHDRAWN;
        };
    }
}
