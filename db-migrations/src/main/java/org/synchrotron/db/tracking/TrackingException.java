package org.synchrotron.db.tracking;

/** A table cannot be tracked as it is, or a row change does not fit it; the message names both and what to do. */
public final class TrackingException extends RuntimeException {
    public TrackingException(String message) {
        super(message);
    }
}
