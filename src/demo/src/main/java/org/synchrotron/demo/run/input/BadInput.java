package org.synchrotron.demo.run.input;

/** What was asked for cannot be done; the message says what is wrong and where, for the person who asked. */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
