package org.synchrotron.server.access;

import org.jspecify.annotations.Nullable;

/** Receives what was refused, for operators. Thread-safe; never throws. */
@FunctionalInterface
public interface AuditTrail {

    /** Nobody reads it. */
    AuditTrail NONE = (event, user, more) -> {};

    /**
     * Notes an event. Nothing of it may be arguments, a token, or a value of a row.
     *
     * @param event what happened, such as {@code upload-refused}
     * @param user who caused it: the user, or the address of a caller without one
     * @param more names and values, in pairs; a value that is null is left out
     */
    void tell(String event, String user, @Nullable Object... more);
}
