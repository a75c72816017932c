package org.synchrotron.action;

import static java.util.Objects.requireNonNull;

/**
 * An action's refusal. At its first execution nothing is recorded and the caller gets it; when a recorded action refuses at
 * its place in a changed history, the record stays as a no-op and its author is told.
 */
public final class ActionRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code for programs, such as {@code out-of-stock}
     * @param message for people: a sentence
     */
    public ActionRejected(String code, String message) {
        super(message);
        this.code = requireNonNull(code, "a refusal has a code");
    }

    public String code() {
        return code;
    }
}
