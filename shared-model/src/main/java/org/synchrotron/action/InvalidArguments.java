package org.synchrotron.action;

import org.jspecify.annotations.Nullable;

/** Thrown for arguments that violate a constraint of their record, do not fit it, or cannot be stored. Nothing was executed. */
public final class InvalidArguments extends RuntimeException {

    /** The code with which a record that arrives with such arguments is rejected. */
    public static final String CODE = "invalid-arguments";

    private static final long serialVersionUID = 1L;

    InvalidArguments(String tag, String what, @Nullable Throwable cause) {
        super("arguments of " + tag + ": " + what, cause);
    }
}
