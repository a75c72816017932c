package org.synchrotron.server.access;

/** A token that says nothing we trust. The message is for its bearer. */
public final class InvalidToken extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidToken(String message) {
        super(message);
    }
}
