package org.synchrotron.server.log;

/** Failures of a transaction because of what another one does at the same time: repeated, it may succeed. */
public final class Conflicts {

    private Conflicts() {}

    /** {@return whether the failure is a conflict with another transaction} */
    public static boolean isOne(Throwable failure) {
        return FailureKind.of(failure) == FailureKind.CONFLICT;
    }
}
