package org.synchrotron.db.tracking;

/** A table cannot be tracked, or a row change does not fit its table. The message names the table, the reason and what to do. */
public final class TrackingException extends RuntimeException {
    public TrackingException(String message) {
        super(message);
    }
}
