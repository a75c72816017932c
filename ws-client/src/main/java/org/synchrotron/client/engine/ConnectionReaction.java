package org.synchrotron.client.engine;

/** A reaction to a {@link ConnectionEvent}. {@link ConnectionLoop} carries it out. Immutable. */
sealed interface ConnectionReaction {

    /** Ask for a token for this attempt. */
    record AskForToken(int attempt) implements ConnectionReaction {}

    /** Open a link with this token. */
    record OpenLink(int attempt, String token) implements ConnectionReaction {}

    /** Begin a session on the open link. */
    record BeginSession(int attempt) implements ConnectionReaction {}

    /** Drop the session and close the link, if there are any. */
    record EndLink() implements ConnectionReaction {}

    /**
     * Wait before the next attempt.
     *
     * @param failures losses in a row; the wait grows with them
     * @param slow whether the cause is likely to last
     */
    record Wait(int attempt, int failures, boolean slow) implements ConnectionReaction {}
}
