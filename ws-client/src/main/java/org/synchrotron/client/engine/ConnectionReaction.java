package org.synchrotron.client.engine;

/** What a {@link ConnectionState} wants done. {@link ConnectionLoop} does it. */
sealed interface ConnectionReaction {

    /** Ask for a token for this attempt. */
    record AskForToken(int attempt) implements ConnectionReaction {}

    /** Open a link with this token. */
    record OpenLink(int attempt, String token) implements ConnectionReaction {}

    /** Begin a session on the link that stands. */
    record BeginSession(int attempt) implements ConnectionReaction {}

    /** Drop the session and close the link, as far as there are any. */
    record EndLink() implements ConnectionReaction {}

    /**
     * Wait before the next attempt.
     *
     * @param failures losses in a row; the wait grows with them
     * @param slow whether the cause will hardly go away soon
     */
    record Wait(int attempt, int failures, boolean slow) implements ConnectionReaction {}
}
