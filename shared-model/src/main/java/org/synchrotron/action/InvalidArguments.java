package org.synchrotron.action;

import org.jspecify.annotations.Nullable;

/** Arguments that break a constraint of their record or do not fit it. Nothing was executed. */
public final class InvalidArguments extends RuntimeException {

    /** How a record that arrives with such arguments is rejected. */
    public static final String CODE = "invalid-arguments";

    private static final long serialVersionUID = 1L;

    InvalidArguments(String tag, String what, @Nullable Throwable cause) {
        super("arguments of " + tag + ": " + what, cause);
    }
}
