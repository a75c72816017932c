package org.synchrotron.server.access;

/** Thrown for a token that is not valid. The message gives the reason and may be shown to the bearer. */
public final class InvalidToken extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message the reason, for the bearer of the token */
    public InvalidToken(String message) {
        super(message);
    }
}
