package org.synchrotron.protocol;

import java.util.Locale;

/** Why something was not taken. */
public enum Refusal {
    /** The versions have none in common: one side must be updated. */
    UNSUPPORTED_PROTOCOL,
    /** The message is not of the protocol. */
    MALFORMED,
    /** The client's log is another server's: its cursor means nothing here. */
    OTHER_SERVER,
    /** A record's clock is further ahead of the server than allowed: stamp the pending records anew. */
    CLOCK_AHEAD,
    /** A record is not the caller's own, or not of this client. */
    NOT_YOURS,
    /** A record's row changes are not what the server can take. */
    INVALID_RECORD,
    /** The database does not let this user do that. */
    ACCESS_DENIED,
    /** The server knows no such action and does not take unknown ones. */
    UNKNOWN_ACTION,
    /** The server failed; the same upload may succeed later. */
    UNAVAILABLE;

    /** {@return its spelling on the wire, such as {@code clock-ahead}} */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Refusal of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
