package org.synchrotron.simulation.schedule;

import java.util.Locale;

/** Why a write to the server's tables fails although nothing is wrong with it. */
public enum WriteFault {
    /** A lock is not free in time. */
    LOCKED("55P03"),
    /** The statement is cancelled. */
    CANCELLED("57014"),
    /** The plan is older than the table. */
    STALE("0A000"),
    /** The disk is full. */
    FULL("53100");

    private final String state;

    WriteFault(String state) {
        this.state = state;
    }

    /** {@return the SQLSTATE of the failure} */
    public String state() {
        return state;
    }

    /** {@return the word for it in a schedule} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WriteFault of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
