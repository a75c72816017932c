package org.synchrotron.action;

import static java.util.Objects.requireNonNull;

/**
 * An action's refusal. At the first execution nothing is recorded and the caller receives this exception. Where a recorded action
 * refuses later, at its place in a changed history, the record stays in the log as a no-op and its author is notified.
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

    /** {@return the code for programs; never null} */
    public String code() {
        return code;
    }
}
