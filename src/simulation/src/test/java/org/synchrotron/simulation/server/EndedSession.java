package org.synchrotron.simulation.server;

import org.jspecify.annotations.Nullable;

/** Recognizes what a session that has ended says to what still reads rows for it: reading stops with an exception. */
final class EndedSession {

    private static final String SENTENCE = "the session has ended while its rows were read";

    private EndedSession() {}

    /** {@return whether the failure is the consequence of a session that has ended} */
    static boolean isCauseOf(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (SENTENCE.equals(each.getMessage())) {
                return true;
            }
        }
        return false;
    }
}
