package org.synchrotron.demo.run.input;

/** The input is wrong. The message tells the user what is wrong and where. */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
